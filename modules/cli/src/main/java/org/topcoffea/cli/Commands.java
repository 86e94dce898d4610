package org.topcoffea.cli;

import java.util.List;
import picocli.CommandLine;

/**
 * All commands, in the order of the help. Setting one up costs some ten milliseconds of a fresh virtual machine, so that only
 * the one that is asked for is made where that is plain: when the command line begins with its name.
 */
final class Commands {
    private static final List<String> NAMES = List.of(
            "run",
            "inspect",
            "cp",
            "hist",
            "generate",
            "plugins",
            "env",
            "doctor",
            "catalog",
            "status",
            "worker",
            "submit-workers",
            "condor_submit_workers",
            "slurm_submit_workers",
            "factory",
            "graph-log",
            "replay",
            "task",
            "task-runner");

    private Commands() {}

    private static Object command(String name) {
        return switch (name) {
            case "run" -> new RunCommand();
            case "inspect" -> new InspectCommand();
            case "cp" -> new CopyCommand();
            case "hist" -> new HistCommand();
            case "generate" -> new GenerateCommand();
            case "plugins" -> new PluginsCommand();
            case "env" -> new EnvCommand();
            case "doctor" -> new DoctorCommand();
            case "catalog" -> new CatalogCommand();
            case "status" -> new StatusCommand();
            case "worker" -> new WorkerEntry();
            case "submit-workers" -> new SubmitWorkersCommand();
            case "condor_submit_workers" -> new CondorSubmitWorkersCommand();
            case "slurm_submit_workers" -> new SlurmSubmitWorkersCommand();
            case "factory" -> new FactoryCommand();
            case "graph-log" -> new GraphLogCommand();
            case "replay" -> new ReplayCommand();
            case "task" -> new TaskCommand();
            case "task-runner" -> new TaskRunnerCommand();
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** Makes the commands known that a command line may be about. */
    static void addTo(CommandLine line, List<String> arguments) {
        List<String> asked = arguments.stream().limit(1).filter(NAMES::contains).toList();
        (asked.isEmpty() ? NAMES : asked).forEach(name -> line.addSubcommand(command(name)));
    }
}
