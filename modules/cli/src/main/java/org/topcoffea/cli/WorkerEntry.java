package org.topcoffea.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Shows {@link WorkerCommand} among the other commands; it has options of its own that other commands have in another sense. */
@Command(name = "worker", description = "Serve a manager: this program's own, or any other that speaks Work Queue.")
final class WorkerEntry implements Callable<Integer> {
    @Unmatched
    private List<String> arguments = new ArrayList<>();

    WorkerEntry() {}

    @Override
    public Integer call() {
        return WorkerCommand.main(arguments);
    }
}
