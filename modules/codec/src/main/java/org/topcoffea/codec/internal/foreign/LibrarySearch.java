package org.topcoffea.codec.internal.foreign;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks for native libraries: the file a system property names, the {@code lib} directory of the running image, that of
 * the active conda environment, and what the system's loader knows.
 *
 * @param properties gives system properties
 * @param environment gives environment variables
 */
public record LibrarySearch(
        Function<String, @Nullable String> properties, Function<String, @Nullable String> environment) {
    /** The system property that switches native libraries off when it is {@code false}, {@code off}, {@code no} or 0. */
    public static final String SWITCH = "topcoffea.codec.native";

    /** The environment variable with the same meaning. */
    public static final String SWITCH_VARIABLE = "TOPCOFFEA_CODEC_NATIVE";

    /**
     * A library that was opened; it stays so.
     *
     * @param symbols its functions
     * @param location its file, or its bare name if the loader does not tell
     */
    public record Opened(SymbolLookup symbols, String location) {}

    /**
     * What a search gave.
     *
     * @param opened the library, if any was found
     * @param failures the places that named a library which could not be opened, and why
     */
    public record Result(Optional<Opened> opened, List<String> failures) {}

    /** A search with the properties and environment of this process. */
    public static LibrarySearch ofProcess() {
        Map<String, String> environment = System.getenv();
        return new LibrarySearch(System::getProperty, environment::get);
    }

    /** Why native libraries are not to be used; empty if they are. */
    public Optional<String> switchedOff() {
        if (isOff(properties.apply(SWITCH))) {
            return Optional.of("system property " + SWITCH + " switches native libraries off");
        }
        if (isOff(environment.apply(SWITCH_VARIABLE))) {
            return Optional.of("environment variable " + SWITCH_VARIABLE + " switches native libraries off");
        }
        if (!LibrarySearch.class.getModule().isNativeAccessEnabled()) {
            return Optional.of(
                    "native access is not enabled: start Java with --enable-native-access=org.topcoffea.codec");
        }
        return Optional.empty();
    }

    private static boolean isOff(@Nullable String value) {
        return value != null
                && switch (value.strip().toLowerCase(Locale.ROOT)) {
                    case "false", "off", "no", "0" -> true;
                    default -> false;
                };
    }

    /**
     * Opens a library.
     *
     * @param library which
     * @return where it was found, if it was
     */
    @SuppressWarnings("restricted")
    public Result open(NativeLibrary library) {
        List<String> failures = new ArrayList<>();
        String named = properties.apply(library.property());
        if (named != null) {
            Optional<Opened> opened = openFile(named, failures);
            if (opened.isPresent()) {
                return new Result(opened, failures);
            }
        }
        for (String directory : directories()) {
            String file = directory + "/" + library.fileName();
            Optional<Opened> opened = isFile(file) ? openFile(file, failures) : Optional.empty();
            if (opened.isPresent()) {
                return new Result(opened, failures);
            }
        }
        try {
            SymbolLookup symbols = SymbolLookup.libraryLookup(library.fileName(), Arena.global());
            return new Result(Optional.of(new Opened(symbols, location(library.fileName()))), failures);
        } catch (IllegalArgumentException | UnsatisfiedLinkError e) {
            return new Result(Optional.empty(), failures);
        }
    }

    private List<String> directories() {
        List<String> directories = new ArrayList<>();
        String home = properties.apply("java.home");
        if (home != null) {
            directories.add(home + "/lib");
        }
        String conda = environment.apply("CONDA_PREFIX");
        if (conda != null && !conda.isBlank()) {
            directories.add(conda + "/lib");
        }
        return directories;
    }

    private static boolean isFile(String name) {
        try {
            return Files.isRegularFile(Path.of(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    @SuppressWarnings("restricted")
    private static Optional<Opened> openFile(String name, List<String> failures) {
        try {
            Path file = Path.of(name).toAbsolutePath();
            return Optional.of(new Opened(SymbolLookup.libraryLookup(file, Arena.global()), file.toString()));
        } catch (IllegalArgumentException | UnsatisfiedLinkError e) {
            failures.add("cannot open " + name + (isFile(name) ? "" : ": no such file"));
            return Optional.empty();
        }
    }

    /** The loader does not say which file it took, but the kernel of Linux lists what is mapped. */
    private static String location(String fileName) {
        Path maps = Path.of("/proc/self/maps");
        if (!Files.isReadable(maps)) {
            return fileName;
        }
        String stem = "/" + fileName.substring(0, fileName.indexOf('.'));
        try (Stream<String> lines = Files.lines(maps, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.indexOf('/') >= 0)
                    .map(line -> line.substring(line.indexOf('/')))
                    .filter(path -> path.contains(stem + ".so") || path.contains(stem + "-"))
                    .reduce((first, second) -> second)
                    .orElse(fileName);
        } catch (IOException | java.io.UncheckedIOException e) {
            return fileName;
        }
    }
}
