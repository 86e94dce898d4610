package org.topcoffea.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Options that old scripts give and that have no effect, here or anywhere. */
final class WorkerCompatibility {
    private static final String WITHOUT_EFFECT = "Accepted from scripts for work_queue_worker; without effect.";

    @Option(
            names = {"-a", "-c"},
            description = WITHOUT_EFFECT)
    private boolean flag;

    @Option(
            names = {
                "-p",
                "-z",
                "--memory-threshold",
                "--disk-threshold",
                "-w",
                "--tcp-window-size",
                "--volatility",
                "--bandwidth",
                "--tlq"
            },
            paramLabel = "VALUE",
            description = WITHOUT_EFFECT)
    private List<String> values = new ArrayList<>();

    WorkerCompatibility() {}

    @Override
    public String toString() {
        return flag + " " + values;
    }
}
