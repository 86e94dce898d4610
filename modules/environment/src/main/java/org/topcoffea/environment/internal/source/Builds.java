package org.topcoffea.environment.internal.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.topcoffea.environment.SourceState;
import org.topcoffea.environment.internal.archive.Content;

/**
 * The builds of one source tree: a directory for each of the last few states, named after its content, and a file that tells
 * what was built last. Whoever changes anything holds the lock of the directory.
 */
public final class Builds {
    private static final int KEPT = 10;
    private static final int ID_DIGITS = 16;
    private static final String LAST = "last";

    private final Path directory;
    private final Path source;

    /**
     * What was built last.
     *
     * @param key the key of the sources
     * @param commit the commit they were based on
     * @param files the hash of each file by path
     */
    public record Last(String key, Optional<String> commit, Map<String, String> files) {}

    /**
     * The builds of a tree.
     *
     * @param all the directory of the builds of all trees
     * @param source the tree, as an absolute path
     */
    public Builds(Path all, Path source) {
        byte[] id = Content.sha256().digest(source.toString().getBytes(StandardCharsets.UTF_8));
        this.directory = all.resolve(HexFormat.of().formatHex(id).substring(0, ID_DIGITS));
        this.source = source;
    }

    /** Where they lie. */
    public Path directory() {
        return directory;
    }

    /** The jars that were built from sources of this key, or none. */
    public List<Path> jars(String key) throws IOException {
        Path build = build(key);
        if (!Files.isDirectory(build)) {
            return List.of();
        }
        Files.setLastModifiedTime(build, FileTime.from(Instant.now()));
        try (Stream<Path> files = Files.list(build)) {
            return files.sorted().toList();
        }
    }

    private Path build(String key) {
        return directory.resolve("build-" + key.substring(0, ID_DIGITS));
    }

    /** Keeps copies of what was built. */
    public List<Path> keep(String key, List<Path> jars) throws IOException {
        Path part = directory.resolve("part");
        delete(part);
        Files.createDirectory(part);
        for (Path jar : jars) {
            Files.copy(jar, part.resolve(jar.getFileName()));
        }
        delete(build(key));
        Files.move(part, build(key), StandardCopyOption.ATOMIC_MOVE);
        trim();
        return jars(key);
    }

    private void trim() throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.list(directory)) {
            all = files.filter(file -> file.getFileName().toString().startsWith("build-"))
                    .sorted(Comparator.comparing((Path file) -> file.toFile().lastModified())
                            .reversed())
                    .toList();
        }
        for (Path old : all.subList(Math.min(KEPT, all.size()), all.size())) {
            delete(old);
        }
    }

    /**
     * Removes builds.
     *
     * @param all whether that which was used last goes, too
     * @return the directories that are gone
     */
    public List<Path> prune(boolean all) throws IOException {
        Optional<Path> staying = all ? Optional.empty() : last().map(last -> build(last.key()));
        List<Path> removed = new ArrayList<>();
        List<Path> files;
        try (Stream<Path> found = Files.list(directory)) {
            files = found.filter(file -> file.getFileName().toString().startsWith("build-"))
                    .filter(file -> Files.isDirectory(file) && !file.equals(staying.orElse(null)))
                    .sorted()
                    .toList();
        }
        for (Path build : files) {
            delete(build);
            removed.add(build);
        }
        return removed;
    }

    private static void delete(Path build) throws IOException {
        if (Files.exists(build)) {
            try (Stream<Path> walk = Files.walk(build)) {
                for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    /** Writes down what was built or used last. */
    public void remember(SourceState state, SourceFiles files) throws IOException {
        List<String> lines = new ArrayList<>(
                List.of(source.toString(), state.key(), state.commit().orElse("-")));
        files.hashes().forEach((path, hash) -> lines.add(hash + " " + path));
        Path part = directory.resolve(LAST + ".part");
        Files.write(part, lines);
        Files.move(part, directory.resolve(LAST), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What was built last, if anything was. */
    public Optional<Last> last() throws IOException {
        Path file = directory.resolve(LAST);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.size() < 3) {
            return Optional.empty();
        }
        Map<String, String> files = new TreeMap<>();
        for (String line : lines.subList(3, lines.size())) {
            int space = line.indexOf(' ');
            files.put(line.substring(space + 1), line.substring(0, Math.max(0, space)));
        }
        Optional<String> commit = Optional.of(lines.get(2)).filter(id -> !id.equals("-"));
        return Optional.of(new Last(lines.get(1), commit, files));
    }

    /** The source tree whose builds lie in a directory. */
    public static Optional<Path> source(Path directory) {
        try {
            Path file = directory.resolve(LAST);
            return Files.exists(file)
                    ? Files.readAllLines(file).stream().findFirst().map(Path::of)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
