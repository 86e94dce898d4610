package org.topcoffea.manager.internal.run;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.topcoffea.environment.WorkerCommand;
import org.topcoffea.manager.internal.queue.Form;
import org.topcoffea.manager.internal.queue.Peer;
import org.topcoffea.remote.CredentialDirectory;
import org.topcoffea.task.InPlace;
import org.topcoffea.wire.FileFlags;
import org.topcoffea.wire.TaskFile;

/** How tasks are told to workers: to ours as what it is, to others as a command line. */
final class Forms {
    /** Where a task that is a command line leaves the result of its events. */
    private static final String RESULT = "result.part";

    private final Stage stage;
    private final Function<Peer, List<TaskFile>> credentials;
    private final String runId;

    Forms(Stage stage, Function<Peer, List<TaskFile>> credentials) {
        this.stage = stage;
        this.credentials = credentials;
        this.runId = stage.description().runId();
    }

    /** What tells this run from all others. */
    String runId() {
        return runId;
    }

    /** Whether a worker runs tasks in place, with the same program as this one. */
    boolean inPlace(Peer peer) {
        return peer.inPlace() && stage.sameProgram(peer.features());
    }

    /** A task for one worker. */
    Form form(Work work, Peer peer) {
        String description = new String(work.description().toJson(), StandardCharsets.UTF_8);
        return inPlace(peer)
                ? new Form(description, InPlace.COPROCESS, stage.inPlace(), kept(work), outputs(work, FileFlags.NONE))
                : command(work, description, credentials.apply(peer));
    }

    private Form command(Work work, String description, List<TaskFile> credentials) {
        List<String> arguments = new ArrayList<>();
        if (work.kind() instanceof Work.Kind.Process) {
            arguments.addAll(List.of("--output", RESULT));
        }
        arguments.add(description);
        WorkerCommand command = WorkerCommand.of(stage.runtime().orElseThrow(), stage.plugins(), "task", arguments);
        List<TaskFile> kept = new ArrayList<>(kept(work));
        kept.addAll(credentials);
        String variable =
                credentials.isEmpty() ? "" : CredentialDirectory.VARIABLE + "=\"$PWD/" + Courier.DIRECTORY + "\" ";
        return new Form(
                variable + command.command(),
                "",
                stage.asCommand(command.inputs()),
                kept,
                outputs(work, FileFlags.CACHE));
    }

    /** The results that a task brings together, which are in the cache of its worker. */
    private static List<TaskFile> kept(Work work) {
        return work.kind() instanceof Work.Kind.Merge merge
                ? merge.files().stream()
                        .map(file -> new TaskFile(file.cacheName(), file.cacheName(), FileFlags.CACHE))
                        .toList()
                : List.of();
    }

    private List<TaskFile> outputs(Work work, int ofEvents) {
        return switch (work.kind()) {
            case Work.Kind.Count count -> List.of();
            case Work.Kind.Process process ->
                ofEvents == FileFlags.CACHE ? List.of(new TaskFile(output(work), RESULT, FileFlags.CACHE)) : List.of();
            case Work.Kind.Collect collect -> List.of(new TaskFile(output(work), Work.collected(), FileFlags.NONE));
            case Work.Kind.Merge merge -> List.of(new TaskFile(output(work), Work.collected(), FileFlags.NONE));
        };
    }

    /** The name, in the cache of the worker, of the file that a task leaves. */
    String output(Work work) {
        return "held-" + runId + "-" + work.id() + "-" + work.attempt();
    }
}
