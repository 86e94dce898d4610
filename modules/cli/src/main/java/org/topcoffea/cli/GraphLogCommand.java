package org.topcoffea.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.topcoffea.plan.PlanError;
import org.topcoffea.report.ManagerGraph;
import org.topcoffea.report.StatisticsLog;
import org.topcoffea.report.TimeGraph;
import org.topcoffea.spi.AnalysisException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws the statistics log of a manager; its options are those of {@code work_queue_graph_log}. */
@Command(
        name = "graph-log",
        sortOptions = false,
        description = {
            "Draw the statistics log of a manager, this program's or one of Work Queue: workers, tasks, times and"
                    + " bytes",
            "over the life of the manager, in nine files named PREFIX.GRAPH.FORMAT."
        })
final class GraphLogCommand implements Callable<Integer> {
    /** What the files may be. */
    enum Format {
        /** Scalable. */
        SVG,
        /** Pixels. */
        PNG
    }

    @Option(names = "-o", paramLabel = "PREFIX", description = "Begin the names of all files with this. [LOG]")
    private @Nullable String prefix;

    @Option(names = "-r", paramLabel = "MIN:MAX", description = "Show this range of time only, in the unit of -u.")
    private String range = ":";

    @Option(names = "-s", paramLabel = "SECONDS", description = "Take one line of the log for that many seconds. [30]")
    private double interval = 30;

    @Option(names = "-u", paramLabel = "UNIT", description = "Unit of time: s, m, h or d. [m]")
    private ManagerGraph.Unit unit = ManagerGraph.Unit.M;

    @Option(names = "-T", paramLabel = "FORMAT", description = "Format of the files: svg or png. [svg]")
    private Format format = Format.SVG;

    @Option(names = "-g", paramLabel = "W,H", description = "Size of the pictures in pixels. [760,520]")
    private String size = TimeGraph.WIDTH + "," + TimeGraph.HEIGHT;

    @Option(names = "-c", hidden = true, description = "Where gnuplot is: accepted, and not needed.")
    private @Nullable String gnuplot;

    @Parameters(index = "0", paramLabel = "LOG", description = "The statistics log.")
    private Path log = Path.of("");

    GraphLogCommand() {}

    @Override
    public Integer call() {
        if (gnuplot != null) {
            Console.note("-c " + gnuplot + " is not needed: the graphs are drawn without gnuplot");
        }
        double[] limits = range();
        double[] pixels = numbers("-g", size, ",", 0);
        check(
                pixels[0] >= 200 && pixels[0] <= 10_000 && pixels[1] >= 150 && pixels[1] <= 10_000,
                "-g " + size + ": the size is WIDTH,HEIGHT, from 200,150 to 10000,10000");
        check(interval >= 0, "-s " + interval + ": seconds cannot be negative");
        StatisticsLog statistics = read();
        String begin = prefix == null ? log.toString() : prefix;
        for (ManagerGraph graph : ManagerGraph.values()) {
            TimeGraph picture = graph.of(statistics, String.valueOf(log.getFileName()), unit, limits[0], limits[1]);
            Path file =
                    Path.of(begin + "." + graph.label() + "." + format.name().toLowerCase(Locale.ROOT));
            write(file, bytes(picture, (int) pixels[0], (int) pixels[1]));
            Console.line("wrote " + file);
        }
        return ExitCode.COMPLETE.code();
    }

    private byte[] bytes(TimeGraph picture, int width, int height) {
        return switch (format) {
            case SVG -> picture.svg(width, height).getBytes(StandardCharsets.UTF_8);
            case PNG -> picture.png(width, height);
        };
    }

    private StatisticsLog read() {
        try {
            return StatisticsLog.parse(Files.readAllLines(log, StandardCharsets.ISO_8859_1), interval);
        } catch (IOException e) {
            throw new AnalysisException(
                    PlanError.NO_SUCH_INPUT, "the statistics log " + log + " cannot be read: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new AnalysisException(
                    PlanError.NO_SUCH_INPUT,
                    log + " is not the statistics log of a manager: " + e.getMessage()
                            + "; a manager writes one as stats.log, makeflow as NAME.wqlog",
                    e);
        }
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Path part = file.resolveSibling(file.getFileName() + ".part");
            Files.write(part, bytes);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new AnalysisException(
                    PlanError.NO_SUCH_INPUT, "cannot write " + file + ": " + e.getMessage() + "; choose -o", e);
        }
    }

    private double[] range() {
        double[] limits = numbers("-r", range, ":", Double.NaN);
        double from = Double.isNaN(limits[0]) ? Double.NEGATIVE_INFINITY : limits[0];
        double to = Double.isNaN(limits[1]) ? Double.POSITIVE_INFINITY : limits[1];
        check(from < to, "-r " + range + ": the range is MIN:MAX, and MIN is less than MAX");
        return new double[] {from, to};
    }

    private static double[] numbers(String option, String text, String separator, double missing) {
        List<String> parts = List.of(text.split(separator, -1));
        check(parts.size() == 2, option + " " + text + ": there have to be two numbers with '" + separator + "'");
        double[] numbers = new double[2];
        for (int i = 0; i < 2; i++) {
            try {
                numbers[i] = parts.get(i).isBlank() ? missing : Double.parseDouble(parts.get(i));
            } catch (NumberFormatException e) {
                throw new AnalysisException(
                        PlanError.BAD_OPTION_VALUE, option + " " + text + ": '" + parts.get(i) + "' is no number", e);
            }
        }
        return numbers;
    }

    private static void check(boolean right, String message) {
        if (!right) {
            throw new AnalysisException(PlanError.BAD_OPTION_VALUE, message);
        }
    }
}
