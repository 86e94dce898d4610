package org.topcoffea.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Takes the command lines of the cctools script of the same name. */
@Command(
        name = "slurm_submit_workers",
        hidden = true,
        description = "Submit workers to SLURM, as the script of that name.")
final class SlurmSubmitWorkersCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private SubmitWorkersOptions options = new SubmitWorkersOptions();

    SlurmSubmitWorkersCommand() {}

    @Override
    public Integer call() {
        // As that script does it: a whole node where no number of cores is asked for.
        options.workers.autosize |= options.workers.cores <= 0;
        return new WorkerSubmission(spec.commandLine(), "slurm", options).run();
    }
}
