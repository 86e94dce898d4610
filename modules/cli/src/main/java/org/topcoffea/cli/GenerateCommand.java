package org.topcoffea.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.topcoffea.codec.Compression;
import org.topcoffea.generate.Generator;
import org.topcoffea.generate.GeneratorOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes NanoAOD-like input. */
@Command(
        name = "generate",
        sortOptions = false,
        description = {
            "Generate NanoAOD-like samples: EFT signals, backgrounds and data, with their JSON files and samples.cfg.",
            "The same options give the same bytes."
        })
final class GenerateCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "Where the files go; made if needed.")
    private Path directory = Path.of("");

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Events of each sample. Default: ${DEFAULT-VALUE}")
    private long events;

    @Option(
            names = "--files",
            paramLabel = "K",
            defaultValue = "2",
            description = "Files of each sample. Default: ${DEFAULT-VALUE}")
    private int files;

    @Option(
            names = "--codec",
            paramLabel = "NAME",
            defaultValue = "zlib",
            description = "Compression: zlib, lzma, lz4, zstd or none. Default: ${DEFAULT-VALUE}")
    private String codec = "zlib";

    @Option(
            names = "--level",
            paramLabel = "N",
            description = "Level of the compression, 1 to 9. Default: as usual for it")
    private @Nullable Integer level;

    @Option(
            names = "--wcs",
            paramLabel = "N",
            defaultValue = "22",
            description = "Wilson coefficients of the signals, 0 to 26. Default: ${DEFAULT-VALUE}")
    private int wilsonCoefficients;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "What makes these events different from others. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(
            names = "--cluster",
            paramLabel = "N",
            defaultValue = "2500",
            description = "Events of a cluster. Default: ${DEFAULT-VALUE}")
    private int cluster;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Files written at the same time. Default: one for each core")
    private @Nullable Integer threads;

    @Option(names = "--overwrite", description = "Replace samples that are there.")
    private boolean overwrite;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print only where the cfg file is.")
    private boolean quiet;

    GenerateCommand() {}

    @Override
    public Integer call() {
        GeneratorOptions options = options();
        long total = Generator.totalEvents(options);
        ProgressBars bars = new ProgressBars(Console.err(), Console.terminal());
        AtomicLong made = new AtomicLong();
        long begin = System.nanoTime();
        Path cfg = Generator.generate(options, more -> {
            long now = made.addAndGet(more);
            if (!quiet) {
                bars.events(now, total);
            }
        });
        if (!quiet) {
            bars.finish();
            double seconds = (System.nanoTime() - begin) / 1e9;
            Console.note(String.format(
                    Locale.ROOT,
                    "Generated %d events in %.1f seconds (%.0f evts/sec)",
                    total,
                    seconds,
                    total / seconds));
        }
        Console.line(cfg.toString());
        return ExitCode.COMPLETE.code();
    }

    private GeneratorOptions options() {
        Compression compression = compression();
        return new GeneratorOptions(
                directory,
                events,
                files,
                compression,
                level == null ? GeneratorOptions.defaultLevel(compression) : level,
                wilsonCoefficients,
                seed,
                cluster,
                threads == null ? Runtime.getRuntime().availableProcessors() : threads,
                overwrite);
    }

    private Compression compression() {
        return switch (codec.toLowerCase(Locale.ROOT)) {
            case "none" -> Compression.NONE;
            case "zlib" -> Compression.ZLIB;
            case "lzma" -> Compression.LZMA;
            case "lz4" -> Compression.LZ4;
            case "zstd" -> Compression.ZSTD;
            default -> {
                String message = "--codec: there are zlib, lzma, lz4, zstd and none, not '" + codec + "'";
                throw spec == null
                        ? new IllegalStateException(message)
                        : new ParameterException(spec.commandLine(), message);
            }
        };
    }
}
