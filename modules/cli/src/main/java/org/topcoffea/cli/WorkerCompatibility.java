package org.topcoffea.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Options that old scripts give and that have no effect, here or anywhere. */
final class WorkerCompatibility {
    @Option(
            names = {"-a", "-c"},
            hidden = true)
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
            hidden = true)
    private List<String> values = new ArrayList<>();

    WorkerCompatibility() {}

    @Override
    public String toString() {
        return flag + " " + values;
    }
}
