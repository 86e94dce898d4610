package org.topcoffea.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a worker tells of its work. */
final class WorkerDebug {
    private static final long ROTATE = 10_000_000;

    @Option(
            names = {"-d", "--debug"},
            paramLabel = "SUBSYSTEM",
            description = "Tell what happens: wq, tcp, ... or all; may be repeated.")
    private List<String> subsystems = new ArrayList<>();

    @Option(
            names = {"-o", "--debug-file"},
            paramLabel = "FILE",
            description = "Tell it to this file.")
    private @Nullable Path file;

    @Option(
            names = "--debug-rotate-max",
            paramLabel = "BYTES",
            description = "Begin a new file at this size; 0 for never [10M].")
    private String rotate = "";

    @Option(
            names = {"-v", "--version"},
            versionHelp = true,
            description = "Print the version.")
    private boolean version;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Print this.")
    private boolean help;

    WorkerDebug() {}

    void begin() {
        if (!subsystems.isEmpty()) {
            DebugLog.begin("work_queue_worker", file, size());
        }
    }

    private long size() {
        if (rotate.isEmpty()) {
            return ROTATE;
        }
        String number = rotate.replaceAll("[^0-9]", "");
        long unit = rotate.endsWith("M") ? 1_000_000 : rotate.endsWith("K") ? 1_000 : 1;
        return number.isEmpty() ? ROTATE : Long.parseLong(number) * unit;
    }

    @Override
    public String toString() {
        return subsystems + " " + version + help;
    }
}
