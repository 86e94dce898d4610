package org.topcoffea.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Walks over what the user named: sample files, cfg files, directories. Collects data sets and problems. */
final class InputReader {
    private static final Pattern SCHEME_OF_PREFIX =
            Pattern.compile("(?i)(roots?|xroots?|https?|davs?|file):.*|.*://.*");

    /**
     * The prefix in force.
     *
     * @param text is put before file names verbatim
     * @param base the directory that a relative result is looked for in first; when the prefix is empty, that of the
     *     sample file is used instead
     */
    private record Prefix(String text, Path base) {}

    private final Path workingDirectory;
    private final Problems problems = new Problems();
    private final Map<String, Dataset> datasets = new LinkedHashMap<>();
    private final Map<String, String> namedAt = new LinkedHashMap<>();
    private final Deque<Path> open = new ArrayDeque<>();

    InputReader(Path workingDirectory) {
        this.workingDirectory = workingDirectory.toAbsolutePath();
    }

    List<Dataset> read(List<String> arguments, String prefix) {
        Prefix start = new Prefix(prefix, workingDirectory);
        for (String argument : arguments) {
            for (String entry : entries(argument)) {
                argument(entry, start);
            }
        }
        if (problems.count() == 0 && datasets.isEmpty()) {
            problems.add(PlanError.NO_SAMPLES, noSamples(arguments));
        }
        problems.throwIfAny();
        return new ArrayList<>(datasets.values());
    }

    private static String noSamples(List<String> arguments) {
        return arguments.isEmpty()
                ? "no input: name sample files (.json), cfg files or directories"
                : "no samples in " + String.join(", ", arguments) + ": name at least one sample file (.json)";
    }

    private List<String> entries(String argument) {
        boolean exists = path(workingDirectory, argument).filter(Files::exists).isPresent();
        List<String> entries = new ArrayList<>();
        for (String entry : exists ? new String[] {argument} : argument.split(",", -1)) {
            if (!entry.isBlank()) {
                entries.add(entry.strip());
            }
        }
        return entries;
    }

    private static Optional<Path> path(Path directory, String text) {
        try {
            String plain = text.startsWith("file://") ? text.substring("file://".length()) : text;
            return Optional.of(directory.resolve(plain));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private void argument(String entry, Prefix prefix) {
        Optional<Path> path = path(workingDirectory, entry).filter(Files::exists);
        if (path.isEmpty()) {
            problems.add(PlanError.NO_SUCH_INPUT, entry + ": there is no such file or directory");
        } else if (Files.isDirectory(path.get())) {
            directory(path.get(), entry, prefix);
        } else if (hasEnding(entry, ".json")) {
            sample(path.get(), "the command line", prefix);
        } else if (hasEnding(entry, ".root")) {
            problems.add(PlanError.BAD_CFG, entry + ": is an event file; name a sample file (.json) that lists it");
        } else {
            cfg(path.get(), entry, "the command line", prefix);
        }
    }

    private static boolean hasEnding(String text, String ending) {
        return text.toLowerCase(Locale.ROOT).endsWith(ending);
    }

    private void directory(Path directory, String where, Prefix prefix) {
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.filter(file -> file.getFileName().toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            problems.add(PlanError.NO_SUCH_INPUT, where + ": the directory cannot be read: " + e.getMessage());
            return;
        }
        if (files.isEmpty()) {
            problems.add(PlanError.NO_SAMPLES, where + ": no sample files (.json) in this directory");
        }
        files.forEach(file -> sample(file, "the directory " + where, prefix));
    }

    private void cfg(Path file, String name, String namedIn, Prefix outer) {
        Path identity = file.toAbsolutePath().normalize();
        if (open.contains(identity)) {
            problems.add(PlanError.BAD_CFG, namedIn + ": cfg file " + name + " includes itself");
            return;
        }
        Optional<String> text = TextFile.read(file, name, PlanError.BAD_CFG, problems);
        if (text.isEmpty()) {
            return;
        }
        open.push(identity);
        Prefix prefix = outer;
        for (CfgFile.Item item : CfgFile.items(name, text.get())) {
            prefix = item(item, directoryOf(identity), prefix);
        }
        open.pop();
    }

    private static Path directoryOf(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }

    /** Handles one item of a cfg file; the result is the prefix in force behind it. */
    private Prefix item(CfgFile.Item item, Path directory, Prefix prefix) {
        String text = item.text();
        boolean url = SCHEME_OF_PREFIX.matcher(text).matches();
        boolean sampleOrCfg = hasEnding(text, ".json") || hasEnding(text, ".cfg");
        if (sampleOrCfg && url && !text.startsWith("file://")) {
            problem(item, "'" + text + "' is remote; sample and cfg files must be local");
        } else if (sampleOrCfg) {
            file(item, directory, prefix);
        } else if (url || (text.startsWith("/") && text.endsWith("/")) || isDirectory(directory, text)) {
            return new Prefix(text, directory);
        } else {
            problem(
                    item,
                    "'" + text + "' is neither a sample file (.json), a cfg file (.cfg) nor a prefix"
                            + " (a URL, or a directory ending in /)");
        }
        return prefix;
    }

    private void problem(CfgFile.Item item, String what) {
        problems.add(PlanError.BAD_CFG, item.location() + ": " + what);
    }

    private boolean isDirectory(Path directory, String text) {
        return path(directory, text).filter(Files::isDirectory).isPresent()
                || path(workingDirectory, text).filter(Files::isDirectory).isPresent();
    }

    private void file(CfgFile.Item item, Path directory, Prefix prefix) {
        Optional<Path> found = path(directory, item.text())
                .filter(Files::isRegularFile)
                .or(() -> path(workingDirectory, item.text()).filter(Files::isRegularFile));
        if (found.isEmpty()) {
            String kind = hasEnding(item.text(), ".cfg") ? "cfg" : "sample";
            problems.add(
                    PlanError.NO_SUCH_INPUT,
                    item.location() + ": " + kind + " file '" + item.text() + "' does not exist in " + directory
                            + (directory.equals(workingDirectory) ? "" : " or " + workingDirectory));
        } else if (hasEnding(item.text(), ".cfg")) {
            cfg(found.get(), shown(found.get()), item.location().toString(), prefix);
        } else {
            sample(found.get(), item.location().toString(), prefix);
        }
    }

    private void sample(Path path, String namedIn, Prefix prefix) {
        String shown = shown(path);
        String name = path.getFileName().toString().replaceFirst("(?i)\\.json$", "");
        String before = namedAt.putIfAbsent(name, shown + " (named in " + namedIn + ")");
        if (before != null) {
            problems.add(
                    PlanError.DUPLICATE_SAMPLE,
                    shown + " (named in " + namedIn + "): there is a sample '" + name + "' already, " + before
                            + "; give each sample a file name of its own and name it once");
            return;
        }
        SampleFile.read(path, shown, name, problems).ifPresent(content -> {
            Path base = prefix.text().isEmpty() ? directoryOf(path) : prefix.base();
            List<String> files = content.files().stream()
                    .map(file -> url(prefix.text() + file, base))
                    .toList();
            datasets.put(name, new Dataset(content.sample(), files, content.treeName(), shown));
        });
    }

    /** Paths inside the working directory are shown relative to it, as the user would write them. */
    private String shown(Path path) {
        Path normal = path.toAbsolutePath().normalize();
        Path from = workingDirectory.normalize();
        return normal.startsWith(from) ? from.relativize(normal).toString() : normal.toString();
    }

    /** URLs and absolute paths stay as they are; relative paths are looked for beside what named them, then here. */
    private String url(String name, Path base) {
        if (FileUrl.scheme(name).isPresent() || name.startsWith("/")) {
            return name;
        }
        Path beside = base.resolve(name);
        Path here = workingDirectory.resolve(name);
        return (!Files.exists(beside) && Files.exists(here) ? here : beside)
                .normalize()
                .toString();
    }
}
