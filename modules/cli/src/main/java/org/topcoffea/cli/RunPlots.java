package org.topcoffea.cli;

import java.nio.file.Path;
import org.topcoffea.runner.RunPlan;
import org.topcoffea.runner.RunResult;

final class RunPlots {
    private RunPlots() {}

    static void write(boolean wanted, RunPlan plan, RunResult result, Path directory) {}
}
