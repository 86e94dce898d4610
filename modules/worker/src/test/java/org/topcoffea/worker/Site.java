package org.topcoffea.worker;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Real managers and catalogs of Work Queue, as {@code tools/sites} starts them. */
final class Site implements AutoCloseable {
    private static final long PATIENCE = 180;

    private final Path scripts;
    private final Path site;

    private Site(Path scripts, Path site) {
        this.scripts = scripts;
        this.site = site;
    }

    /** Starts services of a site; skips the test where there are no real programs. */
    static Site up(Path directory, String... services) throws IOException, InterruptedException {
        Path scripts = Path.of("").toAbsolutePath();
        while (scripts != null && !Files.isDirectory(scripts.resolve("tools/sites"))) {
            scripts = scripts.getParent();
        }
        assumeTrue(scripts != null, "no tools/sites above this directory");
        String cache = System.getenv().getOrDefault("XDG_CACHE_HOME", "/nowhere");
        boolean tree = Files.isDirectory(Path.of(System.getenv().getOrDefault("SITES_TREE", "/nowhere")))
                || Files.isDirectory(Path.of(cache, "sites/trixie"))
                || Files.isDirectory(Path.of("/var/cache/sites/trixie"));
        assumeTrue(tree, "no tree of real programs: run tools/sites/bootstrap");
        assumeTrue("root".equals(System.getProperty("user.name")), "real sites need root");
        Site made = new Site(scripts.resolve("tools/sites"), directory.resolve("site"));
        for (String service : services) {
            made.script(service + "-up", made.site.toString());
        }
        return made;
    }

    private void script(String name, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(scripts.resolve(name).toString()));
        command.addAll(List.of(arguments));
        Path log = Files.createTempFile("site", ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertTrue(process.waitFor(PATIENCE, TimeUnit.SECONDS), name + " does not end");
        assertTrue(process.exitValue() == 0, name + " failed: " + Files.readString(log));
    }

    /** The variables that tell where services are. */
    Map<String, String> environment() throws IOException {
        Map<String, String> found = new HashMap<>();
        for (String line : Files.readAllLines(site.resolve("env"))) {
            String text = line.replaceFirst("^export ", "");
            int equals = text.indexOf('=');
            if (equals > 0) {
                found.put(text.substring(0, equals), text.substring(equals + 1).replaceAll("['\"]", ""));
            }
        }
        return found;
    }

    /** Starts {@code makeflow -T wq} in a directory that has a {@code Makeflow}. */
    Process makeflow(Path directory, String... options) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(site.resolve("bin/makeflow").toString(), "-T", "wq", "-p", "0", "-Z", "port"));
        command.addAll(List.of(options));
        command.add("Makeflow");
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("makeflow.log").toFile())
                .start();
    }

    static int port(Path directory) throws Exception {
        Path port = directory.resolve("port");
        until("makeflow listens", () -> port.toFile().length() > 1);
        return Integer.parseInt(Files.readString(port).strip());
    }

    static int end(Process process) throws InterruptedException {
        assertTrue(process.waitFor(PATIENCE, TimeUnit.SECONDS), "makeflow does not end");
        return process.exitValue();
    }

    static void until(String what, BooleanSupplier reached) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
        while (!reached.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "not reached: " + what);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            script("site-down", site.toString(), "--rm");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the site was stopped", e);
        }
    }
}
