package org.topcoffea.remote.internal.cache;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.topcoffea.root.BasketStore;
import org.topcoffea.root.ByteSource;

/** All event files of which something is kept: a directory for each, named by its identity and size. Thread-safe. */
public final class DiskCache implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(DiskCache.class.getName());

    private final Path directory;
    private final Budget budget;
    private final CodecPool codecs = new CodecPool();
    private final Map<String, Use> stores = new HashMap<>();

    /** A store as long as somebody has the event file open. */
    private static final class Use {
        private final FileStore store;
        private int users;

        private Use(FileStore store) {
            this.store = store;
        }
    }

    /**
     * Uses a directory, which is made when something is written.
     *
     * @param limit about the most bytes of all files in it
     */
    public DiskCache(Path directory, long limit) {
        this.directory = directory.toAbsolutePath().normalize();
        this.budget = new Budget(this.directory, limit);
    }

    /** The same file, read from the disk where that is possible. */
    public ByteSource over(ByteSource source) {
        return new CachedSource(source, this);
    }

    /** The store of an event file, until it is released as often as it was taken. */
    synchronized BasketStore take(String name) {
        Use use = stores.computeIfAbsent(name, any -> new Use(new FileStore(directory.resolve(any), codecs, budget)));
        use.users++;
        return use.store;
    }

    /** A store that was taken before. */
    synchronized BasketStore again(String name) {
        return Objects.requireNonNull(stores.get(name), name).store;
    }

    synchronized void release(String name) {
        Use use = stores.get(name);
        if (use != null && --use.users == 0) {
            stores.remove(name);
            close(use.store);
        }
    }

    private void close(FileStore store) {
        try {
            store.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "cannot close a file of {0}: {1}", directory, e);
        }
    }

    /** Closes all files. */
    @Override
    public synchronized void close() {
        stores.values().forEach(use -> close(use.store));
        stores.clear();
        codecs.close();
    }
}
