package org.topcoffea.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A {@link FileReport} for people. */
final class FileReportText {
    private final FileReport report;
    private final boolean clusters;

    FileReportText(FileReport report, boolean clusters) {
        this.report = report;
        this.clusters = clusters;
    }

    void print() {
        Console.line(report.file() + "  " + bytes(report.bytes()) + ", written by ROOT " + report.version() + ", "
                + report.uuid());
        Console.line("");
        for (FileReport.KeyReport key : report.keys()) {
            row(
                    "  %-40s %-22s %10s %10s  %s",
                    key.path() + ";" + key.cycle(),
                    key.className(),
                    bytes(key.storedBytes()),
                    bytes(key.objectBytes()),
                    key.title());
        }
        report.trees().forEach(this::tree);
    }

    private void tree(FileReport.TreeReport tree) {
        Console.line("");
        row(
                "%s: %d entries in %d clusters, %s compressed, %s uncompressed (ratio %.2f)",
                tree.name(),
                tree.entries(),
                tree.clusters().length - 1,
                bytes(tree.compressedBytes()),
                bytes(tree.uncompressedBytes()),
                tree.compressionRatio());
        if (clusters) {
            Console.line("  clusters begin at "
                    + Arrays.stream(tree.clusters()).mapToObj(Long::toString).collect(Collectors.joining(" ")));
        }
        row(
                "  %-44s %-14s %10s %12s %6s %7s  %-10s %s",
                "branch", "type", "compressed", "uncompressed", "ratio", "baskets", "codecs", "title");
        tree.branches().forEach(FileReportText::branch);
        tree.unsupported()
                .forEach(column ->
                        row("  %-44s %s: cannot be read: %s", column.name(), column.typeName(), column.reason()));
    }

    private static void branch(FileReport.BranchReport branch) {
        double ratio =
                branch.compressedBytes() == 0 ? 1 : branch.uncompressedBytes() / (double) branch.compressedBytes();
        row(
                "  %-44s %-14s %10s %12s %6.2f %7d  %-10s %s",
                branch.name(),
                branch.type(),
                bytes(branch.compressedBytes()),
                bytes(branch.uncompressedBytes()),
                ratio,
                branch.baskets(),
                String.join(",", branch.codecs()),
                branch.title());
    }

    private static void row(String format, Object... values) {
        Console.line(String.format(Locale.ROOT, format, values).stripTrailing());
    }

    /** A number of bytes as people say it. */
    static String bytes(long bytes) {
        if (bytes < 10_000) {
            return bytes + " B";
        }
        String[] units = {"kB", "MB", "GB", "TB"};
        double value = bytes;
        int unit = -1;
        while (value >= 1000 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
    }
}
