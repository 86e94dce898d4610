package org.topcoffea.manager.internal.run;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.topcoffea.manager.internal.queue.Form;
import org.topcoffea.manager.internal.queue.Peer;
import org.topcoffea.task.InPlace;
import org.topcoffea.wire.FileFlags;
import org.topcoffea.wire.TaskFile;

/** How tasks are told to workers: to ours as what it is, to others as a command line. */
final class Forms {
    private final Stage stage;
    private final String runId;

    Forms(Stage stage) {
        this.stage = stage;
        this.runId = stage.description().runId();
    }

    /** What tells this run from all others. */
    String runId() {
        return runId;
    }

    /** A task for one worker. */
    Form form(Work work, Peer peer) {
        String description = new String(work.description().toJson(), StandardCharsets.UTF_8);
        return new Form(description, InPlace.COPROCESS, stage.inPlace(), List.of(), outputs(work));
    }

    private List<TaskFile> outputs(Work work) {
        return switch (work.kind()) {
            case Work.Kind.Count count -> List.of();
            case Work.Kind.Process process -> List.of();
            case Work.Kind.Collect collect -> List.of(new TaskFile(output(work), Work.collected(), FileFlags.NONE));
            case Work.Kind.Merge merge -> List.of(new TaskFile(output(work), Work.collected(), FileFlags.NONE));
        };
    }

    /** The name, in the cache of the worker, of the file that brings results together. */
    String output(Work work) {
        return "held-" + runId + "-" + work.id() + "-" + work.attempt();
    }
}
