package org.topcoffea.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The source tree these tests belong to. */
final class Checkout {
    /** The directory with the parent {@code pom.xml}; tests run in {@code modules/testkit}. */
    static final Path TOP = Path.of("").toAbsolutePath().getParent().getParent();

    private Checkout() {}

    /** The directories of all modules whose classes run in the image, plugins among them. */
    static List<Path> modules() {
        return Stream.of("modules", "plugins")
                .flatMap(room -> list(TOP.resolve(room)).stream())
                .filter(module -> Files.exists(module.resolve("src/main/java/module-info.java")))
                .toList();
    }

    /** All Java sources of the modules, without tests. */
    static List<Path> sources() {
        return modules().stream()
                .flatMap(module -> walk(module.resolve("src/main/java")).stream())
                .filter(file -> file.toString().endsWith(".java"))
                .toList();
    }

    static List<Path> list(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> walk(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
