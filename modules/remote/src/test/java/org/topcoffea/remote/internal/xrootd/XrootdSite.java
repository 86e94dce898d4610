package org.topcoffea.remote.internal.xrootd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.topcoffea.fixtures.Site;

/** Real XRootD servers, started by {@code tools/sites/xrootd-up}. */
final class XrootdSite {
    private final Site site;

    private XrootdSite(Site site) {
        this.site = site;
    }

    /** Starts servers that export one or two directories; skips the test where that is not possible. */
    static XrootdSite start(Path directory, Path... exports) throws IOException {
        String arguments = Arrays.stream(exports).map(Path::toString).collect(Collectors.joining(" "));
        return new XrootdSite(
                Site.start(directory, Map.of("XROOTD_RESPAWN", "yes"), List.of("xrootd-up " + arguments)));
    }

    /** What {@code xrootd-up} says of the site, such as {@code XROOTD_PORT}. */
    String variable(String name) {
        return Objects.requireNonNull(site.environment().get(name), name);
    }

    /** The beginning of URLs at one of the servers. */
    String url(String scheme, String portVariable) {
        return scheme + "://127.0.0.1:" + variable(portVariable) + "/";
    }

    /**
     * Kills the server that listens on a port; it comes back after a second.
     *
     * @return whether there was one
     */
    boolean kill(int port) {
        String place = site.directory().toString();
        List<ProcessHandle> servers = ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .map(List::of)
                        .filter(words -> words.contains("-n")
                                && words.contains(Integer.toString(port))
                                && words.stream().anyMatch(word -> word.startsWith(place)))
                        .isPresent())
                .filter(process -> process.info()
                        .command()
                        .filter(path -> path.endsWith("xrootd"))
                        .isPresent())
                .toList();
        servers.forEach(ProcessHandle::destroyForcibly);
        return !servers.isEmpty();
    }

    /** Ends the servers and deletes the directory of the site and of what it exports. */
    void stop() throws IOException {
        site.close();
        try (Stream<Path> files = Files.walk(site.directory().getParent())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
