package org.topcoffea.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Takes the command lines of the cctools script of the same name. */
@Command(
        name = "condor_submit_workers",
        hidden = true,
        description = "Submit workers to HTCondor, as the script of that name.")
final class CondorSubmitWorkersCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private SubmitWorkersOptions options = new SubmitWorkersOptions();

    CondorSubmitWorkersCommand() {}

    @Override
    public Integer call() {
        return new WorkerSubmission(spec.commandLine(), "condor", options).run();
    }
}
