package org.topcoffea.root.writer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.topcoffea.codec.Compression;
import org.topcoffea.root.writer.internal.Container;
import org.topcoffea.root.writer.internal.Directory;
import org.topcoffea.root.writer.internal.HistogramRecord;
import org.topcoffea.root.writer.internal.Key;
import org.topcoffea.root.writer.internal.ObjectBuffer;
import org.topcoffea.root.writer.internal.PayloadEncoder;
import org.topcoffea.spi.AnalysisException;

/**
 * Writes one ROOT file. It grows under a hidden name beside its place and appears there, replacing what was there, when it is
 * {@linkplain #commit() committed}; closing it before leaves nothing behind. Confined to one thread.
 *
 * <pre>{@code
 * try (RootFileWriter file = RootFileWriter.create(path)) {
 *     file.write("ttH/2lss", "njets", histogram);
 *     TreeWriter events = file.tree("", "Events", TreeOptions.clusters("Events", 5000));
 *     BranchWriter count = events.branch(Branch.counter("nJet", ColumnType.UINT32));
 *     BranchWriter pt = events.branch(Branch.jagged("Jet_pt", ColumnType.FLOAT32, "nJet").titled("pt"));
 *     ...
 *     file.commit();
 * }
 * }</pre>
 */
public final class RootFileWriter implements AutoCloseable {
    private final Container container;
    private final PayloadEncoder encoder;
    private final List<TreeWriter> trees = new ArrayList<>();
    private boolean open = true;

    private RootFileWriter(Path path, FileOptions options) {
        int level = options.compression() == Compression.NONE ? 0 : options.level();
        this.encoder = new PayloadEncoder(options.compression(), level);
        try {
            this.container = new Container(path, options.uuid(), options.time(), encoder);
        } catch (AnalysisException failure) {
            encoder.close();
            throw failure;
        }
    }

    /**
     * Starts a file with {@linkplain FileOptions#defaults() default options}.
     *
     * @param path where it will be; the directory must exist
     * @throws org.topcoffea.spi.AnalysisException {@link WriterError#CANNOT_CREATE}
     */
    public static RootFileWriter create(Path path) {
        return create(path, FileOptions.defaults());
    }

    /**
     * Starts a file.
     *
     * @param path where it will be; the directory must exist
     * @param options compression and identity
     * @throws org.topcoffea.spi.AnalysisException {@link WriterError#CANNOT_CREATE}
     */
    public static RootFileWriter create(Path path, FileOptions options) {
        return new RootFileWriter(path, options);
    }

    /**
     * Writes a histogram.
     *
     * @param directory the names of directories with slashes between them, which are made as needed; empty for the outermost
     * @param name the histogram's name within the directory
     * @throws IllegalArgumentException if the directory has an object of that name
     * @throws org.topcoffea.spi.AnalysisException {@link WriterError#CANNOT_WRITE}
     */
    public void write(String directory, String name, Histogram histogram) {
        Directory parent = enter(directory, name);
        Key key = container.key(histogram.className(), name, histogram.title(), 1, parent.position());
        ObjectBuffer payload = new ObjectBuffer(key.keyLength());
        HistogramRecord.write(payload, name, histogram);
        container.appendObject(parent, key, payload, HistogramRecord.classes(histogram));
    }

    /**
     * Writes a text as a TObjString.
     *
     * @param directory as with histograms
     * @param name the text's name within the directory
     */
    public void write(String directory, String name, String text) {
        Directory parent = enter(directory, name);
        Key key = container.key("TObjString", name, "Collectable string class", 1, parent.position());
        ObjectBuffer payload = new ObjectBuffer(key.keyLength());
        HistogramRecord.writeText(payload, text, 0);
        container.appendObject(parent, key, payload, Set.of("TObjString"));
    }

    /**
     * Starts a tree. Several trees may be filled at the same time.
     *
     * @param directory as with histograms
     * @param name the tree's name within the directory
     */
    public TreeWriter tree(String directory, String name, TreeOptions options) {
        TreeWriter tree = new TreeWriter(container, enter(directory, name), name, options);
        trees.add(tree);
        return tree;
    }

    private Directory enter(String directory, String name) {
        if (!open) {
            throw new IllegalStateException(container.file().target() + " is closed");
        }
        Directory entered = container.directory(directory);
        entered.claim(name);
        return entered;
    }

    /** Leaves out bytes, so that a test can have records far behind without writing all in front of them. */
    void leaveGap(long bytes) {
        container.leaveGap(bytes);
    }

    /**
     * Completes the file and puts it in its place, once its bytes have reached the disk.
     *
     * @throws org.topcoffea.spi.AnalysisException {@link WriterError#CANNOT_WRITE}; nothing remains
     */
    public void commit() {
        if (!open) {
            throw new IllegalStateException(container.file().target() + " is closed");
        }
        trees.forEach(TreeWriter::finish);
        container.commit();
        open = false;
        release();
    }

    private void release() {
        trees.forEach(TreeWriter::release);
        encoder.close();
    }

    /** Removes what was written unless the file is committed. */
    @Override
    public void close() {
        if (open) {
            open = false;
            release();
            container.file().discard();
        }
    }
}
