package org.topcoffea.root;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Real ROOT files, which are not part of the sources. */
final class TestData {
    private TestData() {}

    private static @Nullable Path find() {
        String given = System.getProperty("topcoffea.test.data", System.getenv("TOPCOFFEA_TEST_DATA"));
        if (given != null) {
            return Path.of(given);
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path candidate = at.resolve("../shared/data/root").normalize();
            if (Files.isDirectory(candidate)) {
                return candidate;
            }
        }
        return null;
    }

    /** The directory with the files; skips the test when there is none. */
    static Path directory() {
        Path directory = find();
        assumeTrue(directory != null, "skipped: no ROOT test files (set TOPCOFFEA_TEST_DATA to their directory)");
        return java.util.Objects.requireNonNull(directory);
    }

    /** One of the files. */
    static Path file(String name) {
        return directory().resolve(name);
    }

    /** All files, sorted by name. */
    static List<Path> files() {
        try (Stream<Path> files = Files.list(directory())) {
            return files.filter(file -> file.toString().endsWith(".root"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
