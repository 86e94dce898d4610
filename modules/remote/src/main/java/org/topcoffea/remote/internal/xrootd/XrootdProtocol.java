package org.topcoffea.remote.internal.xrootd;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.topcoffea.remote.Credentials;
import org.topcoffea.remote.RemoteError;
import org.topcoffea.remote.RemoteException;
import org.topcoffea.remote.RemoteOptions;
import org.topcoffea.remote.internal.transport.Attempt;
import org.topcoffea.remote.internal.transport.Protocol;
import org.topcoffea.remote.internal.transport.RemoteContext;
import org.topcoffea.remote.internal.transport.RemoteFile;
import org.topcoffea.remote.internal.transport.RemoteUrl;
import org.topcoffea.remote.internal.xrootd.message.FileStat;
import org.topcoffea.remote.internal.xrootd.message.Requests;
import org.topcoffea.remote.internal.xrootd.message.ServerError;
import org.topcoffea.remote.internal.xrootd.session.Collected;
import org.topcoffea.remote.internal.xrootd.session.LinkFailure;
import org.topcoffea.remote.internal.xrootd.session.Session;
import org.topcoffea.remote.internal.xrootd.session.Sessions;
import org.topcoffea.remote.internal.xrootd.session.Settings;

/** Files on XRootD servers. */
public final class XrootdProtocol implements Protocol {
    private static final int HANDLE = 4;
    private static final int SHORT_ANSWER = 1 << 14;
    private static final int MOST_STREAMS = 16;
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private final Network network;

    /** Connects to nothing yet. */
    public XrootdProtocol(RemoteContext context) {
        RemoteOptions options = context.options();
        Sessions sessions = new Sessions(new Settings(
                options.connectTimeout(),
                options.progressTimeout(),
                options.openTimeout(),
                streams(context.credentials()),
                context.tls()::anonymous,
                new KnownMechanisms(context.credentials(), context.tls())));
        this.network = new Network(sessions, context.credentials(), new Buffers(), options.openTimeout());
    }

    /** The variable of XRootD's own client. */
    private static int streams(Credentials credentials) {
        try {
            return credentials
                    .variable("XRD_SUBSTREAMSPERCHANNEL")
                    .map(text -> Math.clamp(Integer.parseInt(text.strip()), 1, MOST_STREAMS))
                    .orElse(1);
        } catch (NumberFormatException e) {
            return 1;
        }
    }

    @Override
    public Set<String> schemes() {
        return Set.of("root", "roots", "xroot", "xroots");
    }

    @Override
    public RemoteFile open(RemoteUrl url, Attempt attempt) throws InterruptedException {
        Route route = new Route(network, url, attempt);
        Collected answer = new Collected(SHORT_ANSWER);
        boolean refresh = attempt.reason() == RemoteError.MISSING;
        Session session = route.follow(path -> Requests.open(path, refresh), answer);
        byte[] body = answer.bytes();
        try {
            if (body.length < HANDLE) {
                throw new LinkFailure(LinkFailure.Kind.GARBAGE, "an answer of " + body.length + " bytes to an open");
            }
            byte[] handle = Arrays.copyOf(body, HANDLE);
            FileStat stat = opened(body).orElse(null);
            if (stat == null) {
                stat = stat(url, attempt);
            }
            Access access = new Access(session, handle, network.buffers());
            return new XrootdFile(url, access, stat, network.credentials(), route.redirected(), attempt.apart());
        } catch (IOException e) {
            throw route.failure(e);
        }
    }

    /** Behind the handle are size and type of a compression that nobody uses, then the text. */
    private static Optional<FileStat> opened(byte[] body) {
        int before = HANDLE + 8;
        return body.length <= before
                ? Optional.empty()
                : FileStat.parse(new String(body, before, body.length - before, UTF_8));
    }

    private FileStat stat(RemoteUrl url, Attempt attempt) throws InterruptedException, LinkFailure {
        Collected answer = new Collected(SHORT_ANSWER);
        new Route(network, url, attempt).follow(Requests::stat, answer);
        return FileStat.parse(answer.text())
                .orElseThrow(
                        () -> new LinkFailure(LinkFailure.Kind.GARBAGE, "a description of the file that has no size"));
    }

    @Override
    public Optional<String> checksum(RemoteUrl url) throws InterruptedException {
        Collected answer = new Collected(SHORT_ANSWER);
        try {
            new Route(network, url, Attempt.FIRST).follow(Requests::checksum, answer);
        } catch (RemoteException e) {
            if (e.getCause() instanceof ServerError error && error.number() == ServerError.UNSUPPORTED) {
                return Optional.empty();
            }
            throw e;
        }
        String[] words = SPACE.split(answer.text().strip());
        return words.length == 2
                ? Optional.of(words[0].toLowerCase(Locale.ROOT) + ":" + words[1].toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    @Override
    public List<String> list(RemoteUrl url) throws InterruptedException {
        return new Listing(network, url).names();
    }

    @Override
    public void close() {
        network.sessions().close();
    }
}
