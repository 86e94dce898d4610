package org.topcoffea.worker.internal.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.worker.WorkerError;

/**
 * What a worker keeps between tasks, by name. Objects appear whole: they arrive beside the cache and are renamed into it, so
 * that an object that replaces another does not change what tasks already use. Safe for use by several threads.
 */
public final class Cache {
    private final Workspace workspace;
    private final Path directory;
    private final Map<String, Source> sources = new HashMap<>();

    /** How an object comes to be that the manager did not send. */
    public sealed interface Source {
        /** Its permissions. */
        int mode();

        /**
         * By download.
         *
         * @param url from where
         * @param mode its permissions
         */
        record Url(String url, int mode) implements Source {}

        /**
         * By a shell command.
         *
         * @param command every {@code %%} stands for the path of the object
         * @param mode its permissions
         */
        record Command(String command, int mode) implements Source {}
    }

    /** Makes objects. */
    public interface Maker {
        /**
         * Makes an object.
         *
         * @param source how
         * @param target the path of the object
         * @throws AnalysisException with the text of the failure, as the manager shall see it
         */
        void make(Source source, Path target) throws InterruptedException;
    }

    /** The cache of a workspace. */
    public Cache(Workspace workspace) {
        this.workspace = workspace;
        this.directory = workspace.cache();
    }

    /** A place where something that the manager sends can be made. */
    public Path incoming(String name) {
        Names.inCache(directory, name);
        return workspace.incoming();
    }

    /**
     * Takes an object into the cache, in place of another of that name.
     *
     * @param name its name
     * @param made where it is now
     */
    public void take(String name, Path made) {
        Path place = Names.inCache(directory, name);
        try {
            protect(made);
            synchronized (this) {
                if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS) || Files.isDirectory(made)) {
                    workspace.discard(place);
                }
                Files.move(made, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                sources.remove(name);
            }
        } catch (IOException e) {
            throw new AnalysisException(WorkerError.DISK_FULL, name + ": cannot be put into the cache (" + e + ")", e);
        }
    }

    /** Tasks share files, so none may write into them. */
    private static void protect(Path made) throws IOException {
        if (Files.isRegularFile(made, LinkOption.NOFOLLOW_LINKS)) {
            protectFile(made);
        } else if (Files.isDirectory(made, LinkOption.NOFOLLOW_LINKS)) {
            Trees.visit(made, (file, attributes) -> protectFile(file));
        }
    }

    private static void protectFile(Path file) throws IOException {
        Set<PosixFilePermission> rights =
                EnumSet.copyOf(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
        rights.add(PosixFilePermission.OWNER_READ);
        rights.remove(PosixFilePermission.OWNER_WRITE);
        rights.remove(PosixFilePermission.GROUP_WRITE);
        rights.remove(PosixFilePermission.OTHERS_WRITE);
        Files.setPosixFilePermissions(file, rights);
    }

    /** Notes how an object can be made when it is needed. */
    public synchronized void register(String name, Source source) {
        workspace.discard(Names.inCache(directory, name));
        sources.put(name, source);
    }

    /** Drops an object; does nothing if there is none. */
    public synchronized void drop(String name) {
        sources.remove(name);
        workspace.discard(Names.inCache(directory, name));
    }

    /** Where an object is or would be. */
    public Path path(String name) {
        return Names.inCache(directory, name);
    }

    /** Where an object is, if it is there. */
    public Optional<Path> find(String name) {
        Path place = path(name);
        return Files.exists(place, LinkOption.NOFOLLOW_LINKS) ? Optional.of(place) : Optional.empty();
    }

    /**
     * Where an object is; it is made if that was agreed. When several tasks need it, the others wait for the first.
     *
     * @param name its name
     * @param maker makes it
     * @throws AnalysisException {@link WorkerError#INPUT_MISSING} if there is no such object, or the maker's own
     */
    public Path need(String name, Maker maker) throws InterruptedException {
        Optional<Path> found = find(name);
        if (found.isPresent()) {
            return found.get();
        }
        Source source = source(name);
        if (source == null) {
            throw new AnalysisException(WorkerError.INPUT_MISSING, "'" + name + "' is not in the cache");
        }
        synchronized (source) {
            if (find(name).isEmpty()) {
                Path made = workspace.incoming();
                maker.make(source, made);
                if (!Files.exists(made)) {
                    throw new AnalysisException(WorkerError.INPUT_MISSING, "'" + name + "' was not made");
                }
                take(name, made);
            }
            return path(name);
        }
    }

    private synchronized @Nullable Source source(String name) {
        return sources.get(name);
    }

    /** The bytes of everything in it. */
    public long size() {
        try {
            return Trees.size(directory);
        } catch (IOException e) {
            return 0;
        }
    }

    /** Drops everything but some objects. */
    public synchronized void clear(Set<String> kept) {
        sources.clear();
        String[] names = directory.toFile().list();
        for (String name : names == null ? new String[0] : names) {
            if (!kept.contains(name)) {
                drop(name);
            }
        }
    }
}
