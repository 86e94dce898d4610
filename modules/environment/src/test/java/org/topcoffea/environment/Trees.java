package org.topcoffea.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.topcoffea.environment.internal.archive.Content;

/** Directories full of files for tests. */
final class Trees {
    private Trees() {}

    /** An image in miniature: its Java and its launcher are shell scripts that say how they were called. */
    static Path image(Path directory) throws IOException {
        program(directory.resolve("bin/java"), "echo java \"$@\"");
        program(
                directory.resolve("bin/topcoffea"),
                "echo started \"$@\" ${JAVA_HOME-} ${CLASSPATH-} ${LD_LIBRARY_PATH-} ${JAVA_TOOL_OPTIONS-}",
                "here=$(dirname \"$0\")",
                "[ -f \"$here/../lib/modules\" ] && echo whole",
                "[ \"${1-}\" = wait ] && exec sleep 600",
                "exit 3");
        write(directory.resolve("lib/modules"), "modules".repeat(100_000));
        write(directory.resolve("lib/libawt.so"), "needless");
        write(directory.resolve("lib/api/a.jar"), "needless");
        write(directory.resolve("plugins/p.jar"), "needless");
        return directory;
    }

    static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static void program(Path file, String... lines) throws IOException {
        write(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Some files with random names, depths, modes and bytes. */
    static Path random(Path directory, Random random) throws IOException {
        int files = 1 + random.nextInt(12);
        for (int i = 0; i < files; i++) {
            StringBuilder path = new StringBuilder();
            for (int depth = random.nextInt(4); depth > 0; depth--) {
                path.append('d')
                        .append(random.nextInt(3))
                        .append("ü-long".repeat(random.nextInt(12)))
                        .append('/');
            }
            Path file = directory.resolve(path + "file " + i);
            Files.createDirectories(file.getParent());
            byte[] bytes = new byte[random.nextInt(5) == 0 ? 0 : random.nextInt(20_000)];
            random.nextBytes(bytes);
            Files.write(file, bytes);
            String mode = random.nextBoolean() ? "rwxr-xr-x" : "rw-------";
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        }
        return directory;
    }

    static Content content(Path directory) throws IOException {
        return Content.of(directory, path -> true);
    }

    /** Paths, executable bits and hashes of all files. */
    static TreeMap<String, String> listing(Path directory) throws IOException {
        TreeMap<String, String> listing = new TreeMap<>();
        for (Content.Entry entry : content(directory).entries()) {
            listing.put(entry.path(), entry.executable() + " " + Content.sha256(entry.file()));
        }
        return listing;
    }

    static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }
}
