package org.topcoffea.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Something in the surroundings of this process, on the desk or in a worker, that is in its way or in that of its children.
 *
 * @param subject the variable or directory
 * @param problem what it does
 * @param advice what to unset or to change
 */
public record Conflict(String subject, String problem, String advice) {
    /** Where the launcher writes down which variables it took away, separated by blanks. */
    public static final String IGNORED = "TOPCOFFEA_IGNORED";

    private static final List<String> JAVA_OPTIONS = List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS");
    private static final List<String> FOREIGN = List.of("CLASSPATH", "JAVA_HOME", "PYTHONPATH", "PYTHONHOME");

    /** Libraries that this program looks for on the machine, or that Java itself needs. */
    private static final Pattern LIBRARIES =
            Pattern.compile("lib(deflate|lzma|zstd|lz4|z|stdc\\+\\+|jvm|jli|net|nio|zip)\\.so[.0-9]*");

    /** Looks for all that is known to be in the way. */
    public static List<Conflict> find(Map<String, String> environment, Path home) {
        List<Conflict> found = new ArrayList<>();
        java(environment, found);
        libraries(environment, found);
        temporary(Path.of(System.getProperty("java.io.tmpdir")), found);
        cache(environment, home, found);
        return found;
    }

    private static void java(Map<String, String> environment, List<Conflict> found) {
        Set<String> ignored = new LinkedHashSet<>(
                List.of(environment.getOrDefault(IGNORED, "").strip().split("\\s+")));
        for (String name : JAVA_OPTIONS) {
            if (environment.containsKey(name)) {
                found.add(new Conflict(name, "is set and changes how Java runs", "unset " + name));
            } else if (ignored.contains(name)) {
                found.add(new Conflict(
                        name, "is set: not obeyed here, but by Maven and other Java programs", "unset " + name));
            }
        }
        for (String name : FOREIGN) {
            if (ignored.contains(name) || (environment.containsKey(name) && !name.equals("JAVA_HOME"))) {
                found.add(new Conflict(
                        name,
                        "is set, which tells of another environment that is active: not used here",
                        "unset " + name + " if the other environment is not meant to be active"));
            }
        }
        String javaHome = environment.getOrDefault("JAVA_HOME", "");
        if (!javaHome.isEmpty() && !Files.isExecutable(Path.of(javaHome, "bin", "java"))) {
            found.add(new Conflict(
                    "JAVA_HOME",
                    "is " + javaHome + ", where no Java is: Maven, which builds plugins, will not start",
                    "unset JAVA_HOME or set it to a JDK 25"));
        }
    }

    private static void libraries(Map<String, String> environment, List<Conflict> found) {
        if (!environment.getOrDefault("LD_PRELOAD", "").isBlank()) {
            found.add(new Conflict(
                    "LD_PRELOAD", "puts " + environment.get("LD_PRELOAD") + " into every program", "unset LD_PRELOAD"));
        }
        Set<String> hidden = new TreeSet<>();
        for (String directory : environment.getOrDefault("LD_LIBRARY_PATH", "").split(":", -1)) {
            if (!directory.isBlank() && Files.isDirectory(Path.of(directory))) {
                hidden.addAll(libraries(Path.of(directory)));
            }
        }
        if (!hidden.isEmpty()) {
            found.add(new Conflict(
                    "LD_LIBRARY_PATH",
                    "puts other copies before those of the system: " + String.join(", ", hidden),
                    "unset LD_LIBRARY_PATH before starting topcoffea (for conda: conda deactivate)"));
        }
    }

    private static List<String> libraries(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(Path::toString)
                    .filter(file -> LIBRARIES
                            .matcher(file.substring(file.lastIndexOf('/') + 1))
                            .matches())
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static void temporary(Path directory, List<Conflict> found) {
        Path probe =
                directory.resolve("topcoffea-probe-" + ProcessHandle.current().pid());
        try {
            try {
                Files.writeString(probe, "#!/bin/sh\nexit 0\n");
                Files.setPosixFilePermissions(probe, PosixFilePermissions.fromString("rwx------"));
            } catch (IOException e) {
                found.add(new Conflict(
                        directory.toString(), "cannot be written to (" + e.getMessage() + ")", "set TMPDIR"));
                return;
            }
            try {
                Process process = new ProcessBuilder(probe.toString()).start();
                process.waitFor(10, TimeUnit.SECONDS);
            } catch (IOException e) {
                found.add(new Conflict(
                        directory.toString(),
                        "is mounted so that no program may run in it: a runtime unpacked there cannot start",
                        "set TMPDIR, or the worker's --workdir, to a directory where programs may run"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            probe.toFile().delete();
        }
    }

    private static void cache(Map<String, String> environment, Path home, List<Conflict> found) {
        String given = environment.getOrDefault("XDG_CACHE_HOME", "");
        if (!given.isEmpty() && !given.startsWith("/")) {
            found.add(new Conflict(
                    "XDG_CACHE_HOME", "is " + given + ", which is not absolute and ignored", "give the whole path"));
        }
        Path place = EnvironmentCache.userDirectory(environment, home);
        Path existing = place;
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (existing == null || !Files.isWritable(existing)) {
            found.add(new Conflict(
                    place.toString(),
                    "cannot be written to: files are counted again, and archives packed again, in every run",
                    "set XDG_CACHE_HOME to a directory of yours"));
        }
    }
}
