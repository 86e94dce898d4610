package org.topcoffea.worker;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.topcoffea.plan.Chunk;
import org.topcoffea.plan.EntryRange;
import org.topcoffea.plan.FileMetadata;
import org.topcoffea.plan.InputFile;
import org.topcoffea.root.writer.Branch;
import org.topcoffea.root.writer.BranchWriter;
import org.topcoffea.root.writer.RootFileWriter;
import org.topcoffea.root.writer.TreeOptions;
import org.topcoffea.root.writer.TreeWriter;
import org.topcoffea.runner.EventFiles;
import org.topcoffea.spi.ColumnType;
import org.topcoffea.spi.Resources;
import org.topcoffea.spi.Sample;
import org.topcoffea.task.InPlace;
import org.topcoffea.task.RunDescription;
import org.topcoffea.task.TaskDescription;
import org.topcoffea.task.TaskExecutor;
import org.topcoffea.task.TaskReport;
import org.topcoffea.wire.ManagerMessage;

/** A file of events and the run that reads it, as our manager gives it to a worker, and what that gives in this process. */
final class InPlaceEvents {
    /** How many there are. */
    static final int COUNT = 5_000;

    private final Path directory;
    private final Path events;
    private @Nullable FileMetadata metadata;

    /** Writes the file into a directory. */
    InPlaceEvents(Path directory) {
        this.directory = directory;
        events = directory.resolve("events.root");
        try (RootFileWriter writer = RootFileWriter.create(events)) {
            TreeWriter tree = writer.tree("", "Events", TreeOptions.clusters("Events", 250));
            BranchWriter event = tree.branch(Branch.scalar("event", ColumnType.UINT64));
            BranchWriter weight = tree.branch(Branch.scalar("genWeight", ColumnType.FLOAT32));
            for (int e = 0; e < COUNT; e++) {
                event.put((long) e);
                weight.put((float) Math.exp(e % 40 - 20));
                tree.fill();
            }
            writer.commit();
        }
    }

    InputFile input() {
        return new InputFile("ttH", events.toString(), "Events");
    }

    static RunDescription run(Map<String, String> parameters) {
        Sample sample = new Sample("ttH", "ttH", "2017", false, 1, 1, Map.of(), List.of(), 1, "", Map.of());
        Map<String, String> all = new TreeMap<>(Map.of("mood", "good", "delay", "0", "trace", ""));
        all.putAll(parameters);
        return new RunDescription("run-1", "moody", all, List.of(sample), List.of(), "Events", 250, true, List.of());
    }

    private static TaskExecutor local(RunDescription run) {
        return new TaskExecutor(run, MoodyProcessor::new, RunnerMain::type, EventFiles::open, 1, "local");
    }

    private FileMetadata metadata() {
        try (TaskExecutor executor = local(run(Map.of()))) {
            TaskReport report = executor.execute(new TaskDescription.Count(input()), directory, 1, () -> false);
            return ((TaskReport.Counted) report).metadata();
        }
    }

    Chunk chunk(long start, long stop) {
        if (metadata == null) {
            metadata = metadata();
        }
        return Chunk.of(input(), new EntryRange(start, stop), metadata.uuid());
    }

    /** Our manager's side of one worker. */
    final class Run {
        final TestManager.Peer peer;
        final RunDescription run;

        Run(TestManager.Peer peer, Map<String, String> parameters) throws Exception {
            this.peer = peer;
            this.run = run(parameters);
            Path file = Files.createTempFile(directory, "run", ".json");
            Files.write(file, run.toJson());
            peer.put(run.cacheName(), file);
        }

        ManagerMessage.Task task(long id, TaskDescription description, String... outputs) {
            ManagerMessage.Task.Builder task = ManagerMessage.Task.builder(
                            id, new String(description.toJson(), StandardCharsets.UTF_8))
                    .coprocess(InPlace.COPROCESS)
                    .resources(new Resources(1, 0, 0, 0))
                    .input(run.cacheName(), InPlace.RUN_FILE, 1);
            for (String output : outputs) {
                task.output(output, "out.part", 1);
            }
            return task.build();
        }

        TaskReport execute(long id, TaskDescription description, String... outputs) throws Exception {
            return TaskReport.parse(peer.run(task(id, description, outputs)).output());
        }

        void send(long id, TaskDescription description) {
            peer.connection.send(task(id, description));
        }

        byte[] collected(long id, String name) throws Exception {
            TaskReport report = execute(id, new TaskDescription.Collect("out.part"), name);
            assertInstanceOf(TaskReport.Merged.class, report, report::toString);
            return fetched(name);
        }

        byte[] fetched(String name) throws Exception {
            Path target = Files.createTempFile(directory, "got", ".part");
            peer.fetch(name, target);
            peer.connection.send(new ManagerMessage.Unlink(name));
            return Files.readAllBytes(target);
        }
    }

    /** What all events of some ranges give in this process. */
    byte[] expected(Chunk... chunks) throws Exception {
        RunDescription run = run(Map.of());
        try (TaskExecutor executor = local(run)) {
            for (Chunk chunk : chunks) {
                executor.execute(new TaskDescription.Process(chunk, 1), directory, 1, () -> false);
            }
            executor.collect(List.of(), directory, "expected");
            return Files.readAllBytes(directory.resolve("expected"));
        }
    }
}
