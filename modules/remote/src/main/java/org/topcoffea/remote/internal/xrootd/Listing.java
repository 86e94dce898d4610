package org.topcoffea.remote.internal.xrootd;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.topcoffea.remote.RemoteError;
import org.topcoffea.remote.RemoteException;
import org.topcoffea.remote.internal.transport.Attempt;
import org.topcoffea.remote.internal.transport.RemoteUrl;
import org.topcoffea.remote.internal.xrootd.message.FileStat;
import org.topcoffea.remote.internal.xrootd.message.Requests;
import org.topcoffea.remote.internal.xrootd.session.Collected;

/** The names in a directory: of one server, or of all those that a manager knows to have a part of it. */
final class Listing {
    private static final int LONGEST = 1 << 26;
    private static final int DEPTH = 4;

    private final Network network;
    private final RemoteUrl url;

    Listing(Network network, RemoteUrl url) {
        this.network = network;
        this.url = url;
    }

    /** The names, sorted; those of directories end with a slash. */
    List<String> names() throws InterruptedException {
        SortedSet<String> names = new TreeSet<>();
        RemoteException last = null;
        boolean found = false;
        for (RemoteUrl server : servers(url, DEPTH)) {
            Collected answer = new Collected(LONGEST);
            try {
                new Route(network, server, Attempt.FIRST).follow(Requests::list, answer);
                names.addAll(parse(answer.text()));
                found = true;
            } catch (RemoteException e) {
                if (e.error() != RemoteError.MISSING) {
                    throw e;
                }
                last = e;
            }
        }
        if (!found && last != null) {
            throw last;
        }
        return List.copyOf(names);
    }

    private List<RemoteUrl> servers(RemoteUrl at, int depth) throws InterruptedException {
        Collected answer = new Collected(LONGEST);
        List<RemoteUrl> servers = new ArrayList<>();
        for (String place : locations(at, answer)) {
            RemoteUrl next = RemoteUrl.parse(at.scheme() + "://" + place.substring(2) + at.path());
            next = new RemoteUrl(at.scheme(), at.user(), next.host(), next.port(), at.path(), at.query());
            boolean manager = place.charAt(0) == 'M' || place.charAt(0) == 'm';
            if (manager && depth > 0) {
                servers.addAll(servers(next, depth - 1));
            } else {
                servers.add(next);
            }
        }
        return servers.isEmpty() ? List.of(at) : servers;
    }

    /** Where a directory is: a letter for the kind of the server, one for the access, and its address. */
    private List<String> locations(RemoteUrl at, Collected answer) throws InterruptedException {
        try {
            new Route(network, at, Attempt.FIRST).follow(path -> Requests.locate(path, false), answer);
        } catch (RemoteException e) {
            if (e.error() == RemoteError.UNSUPPORTED || e.error() == RemoteError.BAD_ANSWER) {
                return List.of();
            }
            throw e;
        }
        List<String> places = new ArrayList<>();
        for (String word : answer.text().split("\\s+")) {
            if (word.length() > 3) {
                places.add(word.charAt(0) + word.substring(1, 2) + mapped(word.substring(2)));
            }
        }
        return places;
    }

    /** Servers name IPv4 addresses as if they were IPv6: [::127.0.0.1]. */
    private static String mapped(String authority) {
        return authority.replaceFirst("^\\[::(?:ffff:)?(\\d+\\.\\d+\\.\\d+\\.\\d+)]", "$1");
    }

    /** Names, each followed by its description if the server gives one. */
    private static List<String> parse(String text) {
        String[] lines = text.split("\n");
        boolean described = lines.length > 1 && lines[0].equals(".") && lines[1].equals("0 0 0 0");
        List<String> names = new ArrayList<>();
        for (int i = described ? 2 : 0; i < lines.length; i += described ? 2 : 1) {
            boolean directory = described
                    && i + 1 < lines.length
                    && FileStat.parse(lines[i + 1]).map(FileStat::directory).orElse(false);
            if (!lines[i].isEmpty()) {
                names.add(lines[i] + (directory ? "/" : ""));
            }
        }
        return names;
    }
}
