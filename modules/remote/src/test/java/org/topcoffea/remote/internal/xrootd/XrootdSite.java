package org.topcoffea.remote.internal.xrootd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Real XRootD servers, started by {@code tools/sites/xrootd-up}. */
final class XrootdSite {
    private final Path tools;
    private final Path directory;
    private final Map<String, String> variables = new HashMap<>();

    /** @param directory the site, in a directory of its own that is deleted in the end */
    private XrootdSite(Path tools, Path directory) {
        this.tools = tools;
        this.directory = directory;
    }

    /** Starts servers that export one or two directories; skips the test where that is not possible. */
    static XrootdSite start(Path directory, Path... exports) throws IOException, InterruptedException {
        Path tools = tools();
        assumeTrue(tools != null, "skipped: there is no tools/sites here");
        String tree = System.getenv("SITES_TREE");
        String cache = System.getenv("XDG_CACHE_HOME");
        Path root = tree != null ? Path.of(tree) : Path.of(cache == null ? "/var/cache" : cache, "sites", "trixie");
        assumeTrue(
                Files.exists(root.resolve(".sites-stamp")),
                "skipped: no tree of programs at " + root + " (run tools/sites/bootstrap)");
        assumeTrue("root".equals(System.getProperty("user.name")), "skipped: real servers can be started by root only");
        XrootdSite site = new XrootdSite(Objects.requireNonNull(tools), directory);
        List<String> command = new ArrayList<>(List.of(directory.toString()));
        Arrays.stream(exports).forEach(export -> command.add(export.toString()));
        site.tool("xrootd-up", command);
        for (String line : Files.readAllLines(directory.resolve("env.d/xrootd"))) {
            String[] parts = line.replaceFirst("^export ", "").split("=", 2);
            if (parts.length == 2) {
                site.variables.put(parts[0], parts[1]);
            }
        }
        return site;
    }

    private static @Nullable Path tools() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isExecutable(at.resolve("tools/sites/xrootd-up"))) {
                return at.resolve("tools/sites");
            }
        }
        return null;
    }

    private void tool(String name, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(tools.resolve(name).toString()));
        command.addAll(arguments);
        File log = directory
                .resolveSibling(directory.getFileName() + "." + name + ".log")
                .toFile();
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
        builder.environment().put("XROOTD_RESPAWN", "yes");
        Process process = builder.start();
        assertEquals(true, process.waitFor(3, TimeUnit.MINUTES), name + " does not end");
        assertEquals(0, process.exitValue(), () -> name + ": " + read(log.toPath()));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** What {@code xrootd-up} says of the site, such as {@code XROOTD_PORT}. */
    String variable(String name) {
        return Objects.requireNonNull(variables.get(name), name);
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
        String place = directory.toString();
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

    /** Ends the servers and deletes everything. */
    void stop() throws IOException, InterruptedException {
        tool("site-down", List.of(directory.toString(), "--rm"));
        try (Stream<Path> files = Files.walk(directory.getParent())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
