package org.topcoffea.environment.internal.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.topcoffea.environment.internal.archive.Content;

/**
 * The files of a source tree and their hashes.
 *
 * @param hashes the SHA-256 of each file by path, relative to the tree and with {@code /}
 */
public record SourceFiles(TreeMap<String, String> hashes) {
    /**
     * Reads a tree.
     *
     * @param top the directory
     * @param paths the paths that count, if git knows them; otherwise all but hidden ones and what Maven makes count
     */
    public static SourceFiles of(Path top, Optional<Set<String>> paths) throws IOException {
        TreeMap<String, String> hashes = new TreeMap<>();
        for (String path : paths.isPresent() ? paths.get() : walk(top)) {
            Path file = top.resolve(path);
            if (Files.isRegularFile(file)) {
                hashes.put(path, Content.sha256(file));
            }
        }
        return new SourceFiles(hashes);
    }

    private static Set<String> walk(Path top) throws IOException {
        TreeSet<String> paths = new TreeSet<>();
        Files.walkFileTree(top, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                String name = directory.getFileName().toString();
                boolean made = name.equals("target") && Files.exists(directory.resolveSibling("pom.xml"));
                boolean hidden = name.startsWith(".") && !directory.equals(top);
                return made || hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                paths.add(top.relativize(file).toString());
                return FileVisitResult.CONTINUE;
            }
        });
        return paths;
    }

    /** One hash for all of them. */
    public String key() {
        MessageDigest digest = Content.sha256();
        hashes.forEach((path, hash) -> digest.update((hash + " " + path + "\n").getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(digest.digest());
    }

    /** What became of other files until they were these, for example {@code modified pom.xml}. */
    public List<String> changesSince(Map<String, String> before) {
        List<String> changes = new ArrayList<>();
        hashes.forEach((path, hash) -> {
            String old = before.get(path);
            if (old == null) {
                changes.add("new " + path);
            } else if (!old.equals(hash)) {
                changes.add("modified " + path);
            }
        });
        before.keySet().stream()
                .filter(path -> !hashes.containsKey(path))
                .map(path -> "removed " + path)
                .forEach(changes::add);
        return changes;
    }
}
