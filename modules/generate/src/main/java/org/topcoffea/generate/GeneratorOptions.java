package org.topcoffea.generate;

import java.nio.file.Path;
import java.util.Objects;
import org.topcoffea.codec.Compression;
import org.topcoffea.spi.AnalysisException;

/**
 * What to generate. The same options give the same bytes in files of the same names, whatever the number of threads, as long as the
 * same compression libraries are in use.
 *
 * @param directory where the files go; it is made if needed
 * @param events the number of events of each sample, from 1
 * @param files the number of files that they are spread over, 1 to {@code events}
 * @param codec the compression of the files
 * @param level its level, 1 (fastest) to 9 (smallest)
 * @param wilsonCoefficients how many Wilson coefficients the signals have, 0 (none) to 26; those above 22 are four-top operators and
 *     in the four-top sample only
 * @param seed what makes these events different from others
 * @param clusterEvents the number of events in a cluster
 * @param threads how many files are written at the same time
 * @param overwrite whether samples that are there already are replaced
 */
public record GeneratorOptions(
        Path directory,
        long events,
        int files,
        Compression codec,
        int level,
        int wilsonCoefficients,
        long seed,
        int clusterEvents,
        int threads,
        boolean overwrite) {
    private static final int MOST_COEFFICIENTS = 26;
    private static final int MOST_FILES = 100_000;
    private static final long MOST_EVENTS = 1_000_000_000_000L;
    private static final int MOST_CLUSTER_EVENTS = 1_000_000;

    /** Checks the ranges. */
    public GeneratorOptions {
        Objects.requireNonNull(directory, "directory");
        require(codec != Compression.OLD, "--codec: old cannot be written; use zlib, lzma, lz4, zstd or none");
        requireRange("--events", events, 1, MOST_EVENTS);
        requireRange("--files", files, 1, Math.min(events, MOST_FILES));
        requireRange("--level", level, 1, 9);
        requireRange("--wcs", wilsonCoefficients, 0, MOST_COEFFICIENTS);
        requireRange("--cluster", clusterEvents, 1, MOST_CLUSTER_EVENTS);
        requireRange("--threads", threads, 1, 1024);
    }

    private static void requireRange(String option, long value, long lowest, long highest) {
        require(value >= lowest && value <= highest, option + ": " + value + " is not in " + lowest + " to " + highest);
    }

    private static void require(boolean good, String message) {
        if (!good) {
            throw new AnalysisException(GeneratorError.BAD_OPTION, message);
        }
    }

    /** Ten thousand events per sample in two files, zlib, 22 coefficients, seed 1, 2500 events in a cluster, all processors. */
    public static GeneratorOptions defaults(Path directory) {
        int processors = Runtime.getRuntime().availableProcessors();
        return new GeneratorOptions(
                directory, 10_000, 2, Compression.ZLIB, defaultLevel(Compression.ZLIB), 22, 1, 2500, processors, false);
    }

    /** The level at which an algorithm is used when nobody says otherwise. */
    public static int defaultLevel(Compression codec) {
        return switch (codec) {
            case NONE, OLD, ZLIB, LZMA -> 1;
            case LZ4 -> 4;
            case ZSTD -> 5;
        };
    }

    /** These options with another amount of events. */
    public GeneratorOptions withEvents(long newEvents, int newFiles) {
        return new GeneratorOptions(
                directory,
                newEvents,
                newFiles,
                codec,
                level,
                wilsonCoefficients,
                seed,
                clusterEvents,
                threads,
                overwrite);
    }

    /** These options with another compression. */
    public GeneratorOptions withCodec(Compression newCodec, int newLevel) {
        return new GeneratorOptions(
                directory,
                events,
                files,
                newCodec,
                newLevel,
                wilsonCoefficients,
                seed,
                clusterEvents,
                threads,
                overwrite);
    }

    /** These options with another number of Wilson coefficients. */
    public GeneratorOptions withWilsonCoefficients(int number) {
        return new GeneratorOptions(
                directory, events, files, codec, level, number, seed, clusterEvents, threads, overwrite);
    }

    /** These options with another seed. */
    public GeneratorOptions withSeed(long newSeed) {
        return new GeneratorOptions(
                directory, events, files, codec, level, wilsonCoefficients, newSeed, clusterEvents, threads, overwrite);
    }

    /** These options with clusters of another size. */
    public GeneratorOptions withClusterEvents(int entries) {
        return new GeneratorOptions(
                directory, events, files, codec, level, wilsonCoefficients, seed, entries, threads, overwrite);
    }

    /** These options with another number of threads. */
    public GeneratorOptions withThreads(int newThreads) {
        return new GeneratorOptions(
                directory, events, files, codec, level, wilsonCoefficients, seed, clusterEvents, newThreads, overwrite);
    }

    /** These options, replacing what is there or not. */
    public GeneratorOptions withOverwrite(boolean replace) {
        return new GeneratorOptions(
                directory, events, files, codec, level, wilsonCoefficients, seed, clusterEvents, threads, replace);
    }
}
