package org.topcoffea.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be done with the histograms of a run. */
@Command(
        name = "hist",
        description = "Show, evaluate, convert and compare the histograms of a run.",
        subcommands = {HistShow.class, HistEvaluate.class, HistConvert.class, HistDiff.class})
final class HistCommand implements Runnable {
    @Spec
    private @org.jspecify.annotations.Nullable CommandSpec spec;

    HistCommand() {}

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "hist: say what to do: show, evaluate, convert or diff");
        }
    }
}
