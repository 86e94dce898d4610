package org.topcoffea.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Submits workers to a batch system of the user's choice. */
@Command(name = "submit-workers", description = "Submit a number of workers to a batch system, or start them here.")
final class SubmitWorkersCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-T", "--batch-type"},
            paramLabel = "TYPE",
            required = true,
            description = "condor, slurm, local, or one that a plugin brings.")
    private String type = "";

    @Mixin
    private SubmitWorkersOptions options = new SubmitWorkersOptions();

    SubmitWorkersCommand() {}

    @Override
    public Integer call() {
        return new WorkerSubmission(spec.commandLine(), type, options).run();
    }
}
