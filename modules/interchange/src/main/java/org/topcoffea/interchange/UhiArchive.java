package org.topcoffea.interchange;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.topcoffea.hist.EftHistogram;
import org.topcoffea.hist.Histogram;
import org.topcoffea.hist.SparseHistogram;
import org.topcoffea.hist.Storage;
import org.topcoffea.hist.Summation;
import org.topcoffea.hist.WilsonCoefficients;
import org.topcoffea.interchange.internal.Described;
import org.topcoffea.interchange.internal.Json;
import org.topcoffea.interchange.internal.StoredCells;
import org.topcoffea.interchange.internal.UhiLayout;
import org.topcoffea.spi.AnalysisException;

/**
 * A UHI archive of histograms, written by {@link UhiWriter} or by Python's {@code uhi.io.zip}. Histograms come back with
 * the same axes, categories, sums and numbers of fills.
 *
 * <p>All methods throw {@link AnalysisException} with {@link InterchangeError#BAD_ARCHIVE} for damaged content and
 * {@link InterchangeError#UNSUPPORTED} for storages other than int, double and weighted.
 */
public final class UhiArchive implements AutoCloseable {
    private static final int MAX_JSON = 1 << 26;
    private static final String SQUARES = "_sumw2";

    private final Path path;
    private final ZipFile zip;
    private final Map<String, Described> descriptions = new LinkedHashMap<>();

    private UhiArchive(Path path, ZipFile zip) {
        this.path = path;
        this.zip = zip;
    }

    /** Opens an archive and reads the descriptions of its histograms. */
    public static UhiArchive open(Path path) {
        try {
            UhiArchive archive = new UhiArchive(path, new ZipFile(path.toFile()));
            try {
                archive.readDescriptions();
                return archive;
            } catch (IOException | RuntimeException e) {
                archive.zip.close();
                throw e;
            }
        } catch (IOException e) {
            throw new AnalysisException(
                    InterchangeError.BAD_ARCHIVE,
                    path + ": "
                            + (e instanceof NoSuchFileException
                                    ? "no such file"
                                    : "no archive of histograms: " + e.getMessage()),
                    e);
        }
    }

    private void readDescriptions() throws IOException {
        List<String> entries = new ArrayList<>();
        for (ZipEntry entry : Collections.list(zip.entries())) {
            if (entry.getName().endsWith(".json")) {
                entries.add(entry.getName());
            }
        }
        Collections.sort(entries);
        for (String entry : entries) {
            String name = entry.substring(0, entry.length() - ".json".length());
            try (InputStream in = stream(entry)) {
                byte[] bytes = in.readNBytes(MAX_JSON);
                descriptions.put(name, new Described(name, Json.read(bytes)));
            }
        }
    }

    private InputStream stream(String entry) throws IOException {
        ZipEntry found = zip.getEntry(entry);
        if (found == null) {
            throw new IOException("no entry " + entry);
        }
        return zip.getInputStream(found);
    }

    /** The names of the histograms, sorted. Histograms of squared weights belong to others and are not listed. */
    public List<String> names() {
        return descriptions.keySet().stream().filter(name -> !isSquares(name)).toList();
    }

    private boolean isSquares(String name) {
        Described description = descriptions.get(name);
        return description != null && description.child("metadata").has("squared_weights_of");
    }

    /** Whether a histogram says that it contains all events; true if it says nothing. */
    public boolean isComplete(String name) {
        Described metadata = description(name).child("metadata");
        return !metadata.has("complete") || metadata.flag("complete");
    }

    /** The metadata of a histogram as texts. */
    public Map<String, String> metadata(String name) {
        Map<String, String> metadata = new LinkedHashMap<>();
        description(name).child("metadata").json().forEach((key, value) -> metadata.put(key, String.valueOf(value)));
        return metadata;
    }

    private Described description(String name) {
        Described description = descriptions.get(name);
        if (description == null) {
            throw new AnalysisException(
                    InterchangeError.NO_SUCH_HISTOGRAM,
                    path + " has no histogram '" + name + "': it has " + String.join(", ", names()));
        }
        return description;
    }

    /** Reads all histograms, by name. */
    public Map<String, SparseHistogram<?, ?>> readAll() {
        Map<String, SparseHistogram<?, ?>> all = new LinkedHashMap<>();
        names().forEach(name -> all.put(name, read(name)));
        return all;
    }

    /** Reads a histogram: an {@link EftHistogram} if it has Wilson coefficients, else a {@link Histogram}. */
    public SparseHistogram<?, ?> read(String name) {
        Described description = description(name);
        try {
            return description.child("metadata").has("wc_names")
                    ? readEft(name, description)
                    : readPlain(name, description);
        } catch (IOException | IllegalArgumentException | ArithmeticException e) {
            throw new AnalysisException(
                    InterchangeError.BAD_ARCHIVE, path + ": histogram '" + name + "': " + e.getMessage(), e);
        }
    }

    private StoredCells cells(Described description, String termAxis) throws IOException {
        if (description.integer("uhi_schema") != 1) {
            throw new IOException("UHI schema " + description.integer("uhi_schema") + ", where 1 can be read");
        }
        return new StoredCells(description, this::stream, termAxis);
    }

    private Histogram readPlain(String name, Described description) throws IOException {
        String type = description.child("storage").get("type", String.class);
        Storage storage = switch (type) {
            case "int" -> Storage.COUNT;
            case "double" -> Storage.DOUBLE;
            case "weighted" -> Storage.WEIGHTED;
            default ->
                throw new AnalysisException(
                        InterchangeError.UNSUPPORTED,
                        path + ": histogram '" + name + "' has storage " + type
                                + ", where int, double and weighted can be read");
        };
        StoredCells cells = cells(description, "");
        UhiLayout layout = cells.layout();
        Histogram histogram = Histogram.of(storage, Summation.REPRODUCIBLE, layout.declared());
        cells.forEach((cell, values, variances, integer) -> {
            Histogram.Block block = histogram.block(layout.key(cell));
            if (storage == Storage.COUNT) {
                block.addCount(layout.row(cell), integer);
            } else {
                block.addContent(layout.row(cell), values[0], variances);
            }
        });
        cells.forEachBlock((key, entries) -> histogram.block(key).addEntries(entries));
        return histogram;
    }

    private EftHistogram readEft(String name, Described description) throws IOException {
        String names = description.child("metadata").text("wc_names", "");
        WilsonCoefficients coefficients =
                new WilsonCoefficients(names.isEmpty() ? List.of() : List.of(names.split(",", -1)));
        StoredCells cells = cells(description, "quadratic_term");
        UhiLayout layout = cells.layout();
        checkTerms(layout.terms(), coefficients.quadraticTerms());
        boolean squared = isSquares(name + SQUARES);
        EftHistogram histogram = EftHistogram.of(coefficients, Summation.PLAIN, squared, layout.declared());
        cells.forEach((cell, values, variances, integer) ->
                histogram.block(layout.key(cell)).addContent(layout.row(cell), shortened(values)));
        if (squared) {
            StoredCells squares = cells(description(name + SQUARES), "quartic_term");
            UhiLayout squaresLayout = squares.layout();
            checkTerms(squaresLayout.terms(), coefficients.quarticTerms());
            squares.forEach((cell, values, variances, integer) ->
                    histogram.block(squaresLayout.key(cell)).addSquares(squaresLayout.row(cell), shortened(values)));
        }
        cells.forEachBlock((key, entries) -> histogram.block(key).addEntries(entries));
        return histogram;
    }

    private static void checkTerms(int stored, int expected) throws IOException {
        if (stored != expected) {
            throw new IOException(stored + " terms in each bin, where the Wilson coefficients need " + expected);
        }
    }

    /** The first term alone if all others are zero: as it was filled without coefficients. */
    private static double[] shortened(double[] values) {
        for (int term = 1; term < values.length; term++) {
            if (values[term] != 0) {
                return values;
            }
        }
        return new double[] {values[0]};
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw new AnalysisException(InterchangeError.BAD_ARCHIVE, path + ": " + e.getMessage(), e);
        }
    }
}
