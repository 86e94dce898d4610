package org.topcoffea.root;

import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.topcoffea.root.internal.column.Names;
import org.topcoffea.root.internal.column.Origin;
import org.topcoffea.root.internal.container.Container;
import org.topcoffea.root.internal.container.Directory;
import org.topcoffea.root.internal.container.FileHeader;
import org.topcoffea.root.internal.container.Key;
import org.topcoffea.root.internal.histogram.HistogramFormat;
import org.topcoffea.root.internal.ntuple.NTuple;
import org.topcoffea.root.internal.streamer.Layouts;
import org.topcoffea.root.internal.ttree.TreeFormat;

/**
 * An open ROOT file: what is in it, and the trees and histograms themselves. Safe for use by several threads; trees and
 * readers can be used until it is closed.
 */
public final class RootFile implements AutoCloseable {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_KEYS = 10_000_000;

    private final ByteSource source;
    private final Container container;
    private final List<Entry> entries = new ArrayList<>();
    /** Descriptions of trees that were opened, until memory is short. */
    private final Map<Entry, SoftReference<Tree>> open = new ConcurrentHashMap<>();

    private @Nullable Layouts layouts;

    private record Entry(String path, Key key) {
        RootKey publicKey() {
            return new RootKey(
                    path,
                    key.cycle(),
                    key.className(),
                    key.title(),
                    key.seek(),
                    key.bytes(),
                    key.objectBytes(),
                    key.written());
        }
    }

    private RootFile(ByteSource source) {
        this.source = source;
        this.container = new Container(source);
        list(container.top(), 0, new HashSet<>());
    }

    /**
     * Opens a file of this machine.
     *
     * @throws RootException if it cannot be read or is not a ROOT file
     */
    public static RootFile open(Path path) {
        return open(FileByteSource.open(path));
    }

    /**
     * Opens a file, wherever its bytes are.
     *
     * @param source is closed with the file, and when this fails
     * @throws RootException if it cannot be read or is not a ROOT file
     */
    public static RootFile open(ByteSource source) {
        try {
            return new RootFile(source);
        } catch (RuntimeException | Error e) {
            source.close();
            throw e;
        }
    }

    private void list(Directory directory, int depth, Set<Long> visited) {
        for (Key key : directory.keys()) {
            String path = directory.path(key.name());
            entries.add(new Entry(path, key));
            if (!Directory.isDirectory(key)) {
                continue;
            }
            if (depth >= MAX_DEPTH || !visited.add(key.seek()) || entries.size() > MAX_KEYS) {
                throw new RootException(
                        RootError.CORRUPT, name() + ": directory '/" + path + "' is nested too deeply or in itself");
            }
            list(container.directory(key, path), depth + 1, visited);
        }
    }

    /** The path or URL. */
    public String name() {
        return source.name();
    }

    /** The number of bytes. */
    public long size() {
        return source.size();
    }

    /** The identity that the writer gave the file. */
    public UUID uuid() {
        return container.header().uuid();
    }

    /** The version of ROOT that wrote the file, for example {@code 6.28/04}. */
    public String version() {
        int version = Math.abs(container.header().version());
        return String.format("%d.%02d/%02d", version / 10_000, version / 100 % 100, version % 100);
    }

    /**
     * What the writer compressed with by default: the algorithm (1 zlib, 2 LZMA, 4 LZ4, 5 ZSTD) times 100 plus the level. What
     * records really have may differ: see {@link Tree#storage}.
     */
    public int compression() {
        return container.header().compression();
    }

    /** All objects of all directories with all their cycles, in the order of the file. */
    public List<RootKey> keys() {
        return entries.stream().map(Entry::publicKey).toList();
    }

    /** The names that {@link #tree} accepts, with their directories. */
    public List<String> trees() {
        Set<String> names = new LinkedHashSet<>();
        for (Entry entry : entries) {
            if (entry.publicKey().isTree()) {
                names.add(entry.path());
            }
        }
        return List.copyOf(names);
    }

    /**
     * Opens a TTree or an RNTuple.
     *
     * @param name its path, for example {@code Events} or {@code Delphes/Events}; {@code Events;3} for an older cycle
     * @throws RootException {@link RootError#NO_SUCH_TREE}, or if its description cannot be read
     */
    public Tree tree(String name) {
        Entry entry = find(name, true);
        if (entry == null) {
            throw new RootException(
                    RootError.NO_SUCH_TREE,
                    name() + ": has no tree '" + name + "'" + Names.suggestion(name, trees(), "; its trees: "));
        }
        SoftReference<Tree> reference = open.get(entry);
        Tree known = reference == null ? null : reference.get();
        if (known == null) {
            known = openTree(entry);
            open.put(entry, new SoftReference<>(known));
        }
        return known;
    }

    private Tree openTree(Entry entry) {
        Origin origin = new Origin(source, source.store(uuid()).orElse(null));
        return switch (entry.key().className()) {
            case "ROOT::RNTuple" -> NTuple.open(origin, container.payload(entry.key()), entry.path());
            case "ROOT::Experimental::RNTuple" ->
                throw new RootException(
                        RootError.UNSUPPORTED,
                        name() + ": '" + entry.path()
                                + "' is an RNTuple of a format before 1.0: write it anew with ROOT 6.34 or later");
            default -> {
                Container records = descriptions(entry.key());
                Layouts known = layouts(records);
                yield TreeFormat.open(
                        origin, container, known, entry.key(), records.payload(entry.key()), entry.path());
            }
        };
    }

    /** The file with the records that describe a tree. */
    private Container descriptions(Key key) {
        FileHeader header = container.header();
        return container.with(new long[] {header.seekInfo(), key.seek()}, new long[] {header.infoBytes(), key.bytes()});
    }

    /** The paths of the objects that {@link #histogram} reads. */
    public List<String> histograms() {
        Set<String> names = new LinkedHashSet<>();
        for (Entry entry : entries) {
            if (HistogramFormat.isHistogram(entry.key().className())) {
                names.add(entry.path());
            }
        }
        return List.copyOf(names);
    }

    /**
     * Reads a histogram.
     *
     * @param name its path, with {@code ;cycle} for an older cycle
     * @throws RootException {@link RootError#NO_SUCH_OBJECT}, or if it cannot be read
     */
    public RootHistogram histogram(String name) {
        Entry entry = find(name, false);
        if (entry == null) {
            throw new RootException(
                    RootError.NO_SUCH_OBJECT,
                    name() + ": has no object '" + name + "'"
                            + Names.suggestion(name, histograms(), "; its histograms: "));
        }
        if (!HistogramFormat.isHistogram(entry.key().className())) {
            throw new RootException(
                    RootError.NO_SUCH_OBJECT,
                    name() + ": '" + name + "' is not a histogram but of class "
                            + entry.key().className());
        }
        return HistogramFormat.read(container, layouts(container), entry.key());
    }

    private synchronized Layouts layouts(Container records) {
        Layouts known = layouts;
        if (known == null) {
            known = Layouts.read(records);
            layouts = known;
        }
        return known;
    }

    private @Nullable Entry find(String name, boolean tree) {
        int semicolon = name.lastIndexOf(';');
        Entry best = find(name, -1, tree);
        if (best == null && semicolon > 0 && name.substring(semicolon + 1).matches("[0-9]{1,9}")) {
            best = find(name.substring(0, semicolon), Integer.parseInt(name.substring(semicolon + 1)), tree);
        }
        return best;
    }

    private @Nullable Entry find(String path, int cycle, boolean tree) {
        Entry best = null;
        for (Entry entry : entries) {
            Key key = entry.key();
            if (entry.path().equals(path)
                    && (cycle < 0 || key.cycle() == cycle)
                    && (!tree || entry.publicKey().isTree())
                    && (best == null || key.cycle() > best.key().cycle())) {
                best = entry;
            }
        }
        return best;
    }

    @Override
    public void close() {
        source.close();
    }
}
