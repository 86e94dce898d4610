package org.topcoffea.runner;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.topcoffea.root.ByteSource;
import org.topcoffea.root.RootFile;

/**
 * Open event files, shared by the threads that read them: opening a file with thousands of branches costs more than
 * reading a few of them. Keeps a bounded number of unused files open. Safe for use by several threads.
 */
public final class FilePool implements AutoCloseable {
    private final Function<String, ByteSource> sources;
    private final Runnable closing;
    private final int idleLimit;
    private final Map<String, Entry> entries = new HashMap<>();
    private final ArrayDeque<Entry> idle = new ArrayDeque<>();
    private final Set<String> columns = ConcurrentHashMap.newKeySet();

    /**
     * Makes an empty pool.
     *
     * @param sources opens the bytes of a file by path or URL
     * @param idleLimit how many files nobody uses are kept open
     */
    public FilePool(Function<String, ByteSource> sources, int idleLimit) {
        this(sources, idleLimit, () -> {});
    }

    private FilePool(Function<String, ByteSource> sources, int idleLimit, Runnable closing) {
        this.sources = sources;
        this.idleLimit = idleLimit;
        this.closing = closing;
    }

    /**
     * Makes an empty pool that has the access to files for itself and closes it with the last file.
     *
     * @param access opens files
     * @param idleLimit how many files nobody uses are kept open
     */
    public static FilePool over(EventAccess access, int idleLimit) {
        return new FilePool(access::open, idleLimit, access::close);
    }

    /** An open file, until it is closed. */
    public final class Lease implements AutoCloseable {
        private final Entry entry;
        private boolean closed;

        private Lease(Entry entry) {
            this.entry = entry;
        }

        /** The file. */
        public RootFile file() {
            return entry.file;
        }

        /** Gives the file back. */
        @Override
        public void close() {
            if (!closed) {
                closed = true;
                release(entry);
            }
        }
    }

    private static final class Entry {
        private final String url;
        private final RootFile file;
        private int users;

        private Entry(String url, RootFile file) {
            this.url = url;
            this.file = file;
        }
    }

    /**
     * Opens a file, or shares it if it is open.
     *
     * @param url a path or URL
     * @throws org.topcoffea.spi.AnalysisException if it cannot be opened
     */
    public Lease lease(String url) {
        synchronized (entries) {
            Entry open = entries.get(url);
            if (open != null) {
                return use(open);
            }
        }
        RootFile opened = open(url);
        synchronized (entries) {
            Entry other = entries.get(url);
            if (other != null) {
                opened.close();
                return use(other);
            }
            Entry entry = new Entry(url, opened);
            entries.put(url, entry);
            return use(entry);
        }
    }

    /** The columns that were read of files of this pool: probably those that will be read of others. */
    Set<String> columns() {
        return columns;
    }

    private RootFile open(String url) {
        return RootFile.open(sources.apply(url));
    }

    private Lease use(Entry entry) {
        if (entry.users++ == 0) {
            idle.remove(entry);
        }
        return new Lease(entry);
    }

    private void release(Entry entry) {
        synchronized (entries) {
            if (--entry.users > 0) {
                return;
            }
            idle.addLast(entry);
            while (idle.size() > idleLimit) {
                discard(idle.removeFirst());
            }
        }
    }

    private void discard(Entry entry) {
        entries.remove(entry.url);
        entry.file.close();
    }

    /** Closes the files that nobody uses; those in use must have been given back before. */
    @Override
    public void close() {
        synchronized (entries) {
            while (!idle.isEmpty()) {
                discard(idle.removeFirst());
            }
        }
        closing.run();
    }
}
