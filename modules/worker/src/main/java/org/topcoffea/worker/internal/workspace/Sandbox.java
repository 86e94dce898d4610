package org.topcoffea.worker.internal.workspace;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.worker.WorkerError;

/**
 * The directory in which a task runs. Small inputs are copied, so that a task may change them; large ones are links to files
 * that cannot be written, and a task that gets around that is found out.
 */
public final class Sandbox {
    /** Up to this size an input is copied: a link is not much quicker then. */
    static final long COPIED = 128 << 10;

    private final Path directory;
    private final Path temporary;
    private final Map<Path, Stamp> linked = new HashMap<>();

    /** What a file looked like. */
    private record Stamp(String cacheName, Object key, long size, long modified) {
        static Stamp of(String cacheName, Path file) throws IOException {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return new Stamp(
                    cacheName,
                    String.valueOf(attributes.fileKey()),
                    attributes.size(),
                    attributes.lastModifiedTime().toMillis());
        }
    }

    /**
     * Makes the directory of a task.
     *
     * @param directory from {@link Workspace#sandbox}; must not exist
     * @param task its number
     */
    public Sandbox(Path directory, long task) throws IOException {
        this.directory = directory;
        Files.createDirectory(directory);
        this.temporary = Files.createTempDirectory(directory, "cctools-temp-t." + task + ".");
    }

    /** The directory. */
    public Path directory() {
        return directory;
    }

    /** The directory for the temporary files of the task. */
    public Path temporary() {
        return temporary;
    }

    /** Makes an empty directory in it. */
    public void makeDirectory(String path) throws IOException {
        Files.createDirectories(Names.inSandbox(directory, path));
    }

    /** Where a file of the task is or would be. */
    public Path path(String path) {
        return Names.inSandbox(directory, path);
    }

    /**
     * Puts a cached object into it.
     *
     * @param cacheName the name of the object
     * @param object where the object is in the cache
     * @param path its path in the sandbox
     */
    public void put(String cacheName, Path object, String path) throws IOException {
        Path target = Names.inSandbox(directory, path);
        Files.createDirectories(target.getParent());
        if (Files.isDirectory(object, LinkOption.NOFOLLOW_LINKS)) {
            Files.walkFileTree(object, new Replica(cacheName, object, target));
        } else {
            putFile(cacheName, object, target);
        }
    }

    private void putFile(String cacheName, Path object, Path target) throws IOException {
        if (Files.isSymbolicLink(object)) {
            Files.createSymbolicLink(target, Files.readSymbolicLink(object));
        } else if (Files.size(object) <= COPIED || !link(cacheName, object, target)) {
            Files.copy(object, target, StandardCopyOption.COPY_ATTRIBUTES);
            Set<PosixFilePermission> rights = EnumSet.copyOf(Files.getPosixFilePermissions(target));
            rights.add(PosixFilePermission.OWNER_WRITE);
            Files.setPosixFilePermissions(target, rights);
        }
    }

    private boolean link(String cacheName, Path object, Path target) throws IOException {
        try {
            Files.createLink(target, object);
            linked.put(target, Stamp.of(cacheName, target));
            return true;
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private final class Replica extends SimpleFileVisitor<Path> {
        private final String cacheName;
        private final Path from;
        private final Path to;

        private Replica(String cacheName, Path from, Path to) {
            this.cacheName = cacheName;
            this.from = from;
            this.to = to;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path source, BasicFileAttributes attributes) throws IOException {
            Files.createDirectories(to.resolve(from.relativize(source)));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path source, BasicFileAttributes attributes) throws IOException {
            putFile(cacheName, source, to.resolve(from.relativize(source)));
            return FileVisitResult.CONTINUE;
        }
    }

    /**
     * The names of cached objects that the task has changed although it should not, and which nobody may use any more.
     */
    public Set<String> spoilt() {
        Set<String> names = new java.util.TreeSet<>();
        linked.forEach((file, stamp) -> {
            try {
                Stamp now = Stamp.of(stamp.cacheName(), file);
                if (now.key().equals(stamp.key()) && !now.equals(stamp)) {
                    names.add(stamp.cacheName());
                }
            } catch (IOException e) {
                // The task removed or renamed its link; the cached file itself it cannot have reached by that name.
            }
        });
        return names;
    }

    /**
     * Where an output is that can be taken into the cache. What a symbolic link stands for is copied.
     *
     * @param path its path in the sandbox
     * @return empty if the task did not make it
     */
    public Optional<Path> output(String path) throws IOException {
        Path made;
        try {
            made = Names.inSandbox(directory, path);
        } catch (AnalysisException e) {
            return Optional.empty();
        }
        if (Files.isSymbolicLink(made)) {
            return followed(made);
        }
        return Files.exists(made, LinkOption.NOFOLLOW_LINKS) ? Optional.of(made) : Optional.empty();
    }

    private Optional<Path> followed(Path link) throws IOException {
        if (!Files.exists(link)) {
            return Optional.empty();
        }
        Path real = link.toRealPath();
        if (!real.startsWith(directory)) {
            throw new AnalysisException(
                    WorkerError.HOSTILE_NAME, link.getFileName() + " is a symbolic link that leads out of the sandbox");
        }
        Path copy = Files.createTempDirectory(directory, "followed").resolve("copy");
        if (Files.isDirectory(real)) {
            Files.walkFileTree(real, new Replica("", real, copy));
        } else {
            Files.copy(real, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
        return Optional.of(copy);
    }

    /** The bytes that the task has written: of all files but linked inputs. */
    public long written() throws IOException {
        long[] total = {0};
        Trees.visit(directory, (file, attributes) -> {
            if (!linked.containsKey(file)) {
                total[0] += attributes.size();
            }
        });
        return total[0];
    }
}
