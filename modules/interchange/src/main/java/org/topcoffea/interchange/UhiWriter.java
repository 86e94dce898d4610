package org.topcoffea.interchange;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.topcoffea.hist.EftHistogram;
import org.topcoffea.hist.Histogram;
import org.topcoffea.hist.SparseHistogram;
import org.topcoffea.interchange.internal.Cells;
import org.topcoffea.interchange.internal.Json;
import org.topcoffea.interchange.internal.Npy;
import org.topcoffea.interchange.internal.UhiAxes;

/**
 * Writes histograms into a UHI archive ({@code histograms.uhi.zip}), which Python opens with
 * {@code hist.Hist(uhi.io.zip.read(zipfile.ZipFile(path), name))}. Equal histograms give equal bytes.
 *
 * <p>An EFT histogram becomes one of doubles with a further axis {@code quadratic_term}; the names of the Wilson
 * coefficients are in the metadata as {@code wc_names}. Its squared weights, if it keeps them, become a second histogram
 * {@code NAME_sumw2} with an axis {@code quartic_term}. Each histogram says in its metadata whether it is
 * {@code complete}. A histogram that would take more than 128 MB with all its zeros is stored as a list of its other bins,
 * if that is much less; Python needs {@code uhi.io.from_sparse} to open that.
 */
public final class UhiWriter implements AutoCloseable {
    private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

    /** At its best speed: most bytes are zeros, which other levels make a tenth smaller in twice the time. */
    private final ZipOutputStream zip;

    private final boolean complete;
    private final Set<String> names = new HashSet<>();

    /**
     * Begins an archive.
     *
     * @param out takes the archive; closed with this
     * @param complete whether the histograms contain all events that they should
     */
    public UhiWriter(OutputStream out, boolean complete) {
        this.zip = new ZipOutputStream(out);
        zip.setLevel(Deflater.BEST_SPEED);
        this.complete = complete;
    }

    /**
     * Writes a histogram.
     *
     * @param name its name in the archive: letters, digits, {@code _}, {@code -} and {@code .}; written once
     */
    public void write(String name, SparseHistogram<?, ?> histogram) throws IOException {
        switch (histogram) {
            case Histogram plain -> {
                String storage = switch (plain.storage()) {
                    case COUNT -> "int";
                    case DOUBLE -> "double";
                    case WEIGHTED -> "weighted";
                };
                write(name, Cells.of(plain), storage, Map.of());
            }
            case EftHistogram eft -> {
                Map<String, Object> metadata = new LinkedHashMap<>();
                metadata.put("wc_names", String.join(",", eft.coefficients().names()));
                metadata.put("wc_order", "lower-triangular, 0=SM");
                write(name, Cells.quadratic(eft), "double", metadata);
                if (eft.hasSquaredWeights()) {
                    metadata.put("squared_weights_of", name);
                    write(name + "_sumw2", Cells.quartic(eft), "double", metadata);
                }
            }
        }
    }

    private void write(String name, Cells cells, String storage, Map<String, Object> more) throws IOException {
        if (!name.matches("[A-Za-z0-9_.-]+") || !names.add(name)) {
            throw new IllegalArgumentException(
                    "histogram name '" + name + "' is used twice or has other characters than letters, digits, _ - .");
        }
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", name);
        metadata.put("complete", complete);
        metadata.put("entries", cells.entries());
        metadata.putAll(more);
        Map<String, Object> storageJson = new LinkedHashMap<>();
        storageJson.put("type", storage);
        boolean sparse = cells.isBetterSparse();
        if (sparse) {
            storageJson.put("index", name + "_storage_index.npy");
        }
        storageJson.put("values", name + "_storage_values.npy");
        if (storage.equals("weighted")) {
            storageJson.put("variances", name + "_storage_variances.npy");
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("uhi_schema", 1);
        json.put("writer_info", Map.of("topcoffea", Map.of("blocks", name + "_blocks.npy")));
        json.put("metadata", metadata);
        json.put("axes", UhiAxes.toJson(cells));
        json.put("storage", storageJson);
        begin(name + ".json");
        zip.write(Json.write(json));
        zip.closeEntry();
        writeArrays(name, cells, storage, sparse);
    }

    private void writeArrays(String name, Cells cells, String storage, boolean sparse) throws IOException {
        List<String> parts = new ArrayList<>(List.of("values"));
        if (storage.equals("weighted")) {
            parts.add("variances");
        }
        for (String part : parts) {
            begin(name + "_storage_" + part + ".npy");
            boolean integers = storage.equals("int");
            Npy.Sink sink = Npy.begin(zip, integers, sparse ? new long[] {cells.countFilled()} : cells.shape());
            cells.forEach(part.equals("variances"), sparse, value -> {
                if (integers) {
                    sink.write((long) value);
                } else {
                    sink.write(value);
                }
            });
            sink.flush();
            zip.closeEntry();
        }
        if (sparse) {
            begin(name + "_storage_index.npy");
            Npy.Sink sink = Npy.begin(zip, true, cells.shape().length, cells.countFilled());
            cells.writeIndex(sink);
            sink.flush();
            zip.closeEntry();
        }
        begin(name + "_blocks.npy");
        Npy.Sink sink = Npy.begin(zip, true, cells.blockCount(), cells.categoryAxes() + 1L);
        cells.writeBlocks(sink);
        sink.flush();
        zip.closeEntry();
    }

    private void begin(String entry) throws IOException {
        ZipEntry zipEntry = new ZipEntry(entry);
        zipEntry.setTimeLocal(EPOCH);
        zip.putNextEntry(zipEntry);
    }

    /** Ends the archive and closes the stream. */
    @Override
    public void close() throws IOException {
        zip.close();
    }
}
