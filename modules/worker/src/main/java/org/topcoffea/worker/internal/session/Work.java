package org.topcoffea.worker.internal.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.topcoffea.spi.Resources;
import org.topcoffea.wire.ManagerMessage;
import org.topcoffea.worker.internal.workspace.Workspace;

/** The tasks of one session: begun, ended, reported. Confined to the worker's own thread. */
final class Work {
    private final Session.Place place;
    private final TaskTable table;
    private final Supplier<@Nullable Link> link;
    private final Runnable changed;
    private final InPlaceWork inPlace;
    /** Whether a watched file has grown. */
    private boolean grown;

    /**
     * No tasks yet.
     *
     * @param total what the worker offers
     * @param link the connection, when there is one
     * @param changed is called when a task has ended
     */
    Work(Session.Place place, Resources total, Supplier<@Nullable Link> link, Runnable changed) {
        this.place = place;
        this.table = new TaskTable(total);
        this.link = link;
        this.changed = changed;
        this.inPlace = new InPlaceWork(place, this::finished);
    }

    long running() {
        return table.running();
    }

    boolean isEmpty() {
        return table.isEmpty();
    }

    boolean hasResults() {
        return table.hasResults() || grown;
    }

    void add(ManagerMessage.Task task) {
        boolean possible = table.add(task);
        Link now = link.get();
        if (!possible && now != null) {
            now.resources(table.total(), table.lastTask());
        }
        table.arrived(task.id());
    }

    /** Begins what can begin. */
    void start() {
        for (Optional<TaskEntry> next = table.start(); next.isPresent(); next = table.start()) {
            TaskEntry entry = next.get();
            if (entry.task.coprocess().isEmpty()) {
                command(entry);
            } else if (!entry.inPlace() || !inPlace.begin(entry)) {
                finished(entry, TaskEntry.Result.FORSAKEN);
            }
        }
    }

    private void command(TaskEntry entry) {
        if (place.runners() != null) {
            place.runners().commands();
        }
        Workspace workspace = place.commands().workspace();
        CommandJob job = new CommandJob(entry.task, entry.share, place.commands(), new CachedObjects(place, link));
        entry.job = job;
        entry.sandbox = workspace.sandbox(entry.id());
        place.threads().execute(() -> {
            CommandJob.Outcome outcome = job.run();
            TaskEntry.Result result = Outcomes.result(entry.id(), outcome);
            place.loop().execute(() -> finished(entry, result));
        });
    }

    private void finished(TaskEntry entry, TaskEntry.Result result) {
        table.finish(entry, result);
        if (table.find(entry.id()) != entry) {
            clean(entry);
        }
        changed.run();
    }

    /** Answers the request for results: those of all tasks that are done, and what was appended to watched files. */
    void report() {
        Link now = link.get();
        if (now == null) {
            return;
        }
        for (TaskEntry entry : table.takeResults()) {
            entry.choice.keep(true);
            if (entry.result != null) {
                now.result(entry.id(), entry.result);
            }
            now.runningAgain(table.running());
        }
        if (grown) {
            grown = false;
            table.in(TaskEntry.State.RUNNING).forEach(entry -> tellGrowth(entry, now));
        }
        now.end();
    }

    private static void tellGrowth(TaskEntry entry, Link now) {
        if (entry.sandbox != null) {
            for (Watch.Growth growth : Watch.take(entry, entry.sandbox)) {
                now.update(entry.id(), growth.path(), growth.part());
            }
        }
    }

    /** Ends and forgets a task; −1 stands for all. */
    void kill(long id) {
        List<Long> ids = id == -1 ? table.ids() : List.of(id);
        for (long one : ids) {
            TaskEntry entry = table.remove(one);
            if (entry != null) {
                end(entry);
            }
        }
    }

    private void end(TaskEntry entry) {
        switch (entry.state) {
            case RUNNING -> {
                CommandJob job = entry.job;
                if (job != null) {
                    place.threads().execute(job::kill);
                } else {
                    inPlace.forget(entry);
                    finished(entry, TaskEntry.Result.FORSAKEN);
                }
            }
            case DONE -> {
                entry.choice.keep(false);
                clean(entry);
            }
            default -> clean(entry);
        }
    }

    private void clean(TaskEntry entry) {
        Workspace workspace = place.commands().workspace();
        Path sandbox = entry.sandbox;
        if (sandbox != null) {
            workspace.discard(sandbox);
        }
        if (entry.job != null) {
            workspace.discard(entry.job.output());
        }
    }

    /** Looks whether watched files have grown. */
    void lookAtFiles() {
        for (TaskEntry entry : table.in(TaskEntry.State.RUNNING)) {
            grown |= entry.sandbox != null && !entry.watched.isEmpty() && Watch.grown(entry, entry.sandbox);
        }
    }

    /** The manager has dropped a cached object. */
    void dropped(String cacheName) {
        place.held().dropped(cacheName);
    }

    /**
     * The worker leaves: tasks that have not begun go back, commands end, chunks stop where they can, and what is held is
     * offered to the manager.
     *
     * @return false if there is nothing to hand over
     */
    boolean handOver() {
        if (!inPlace.used() && place.held().isEmpty()) {
            return false;
        }
        withdraw();
        return true;
    }

    private void withdraw() {
        table.in(TaskEntry.State.WAITING).forEach(entry -> finished(entry, TaskEntry.Result.FORSAKEN));
        inPlace.stop().forEach(entry -> finished(entry, TaskEntry.Result.FORSAKEN));
        for (TaskEntry entry : table.in(TaskEntry.State.RUNNING)) {
            if (entry.job != null) {
                place.threads().execute(entry.job::kill);
            }
        }
    }

    /** Whether everything that had to be handed over is; goes on with it otherwise. */
    boolean handedOver() {
        if (!inPlace.written()) {
            return false;
        }
        Link now = link.get();
        if (now != null && inPlace.offer()) {
            place.held().notices().forEach(now::notice);
        }
        return place.held().isEmpty() && !table.hasResults() && table.running() == 0;
    }

    /**
     * The manager is gone: commands end, chunks stop where they can.
     *
     * @param hold whether finished results are kept for the next manager
     */
    void abandon(boolean hold) {
        if (!hold) {
            inPlace.giveUp();
            place.held().clear();
            table.in(TaskEntry.State.RUNNING).stream()
                    .filter(TaskEntry::inPlace)
                    .forEach(entry -> finished(entry, TaskEntry.Result.FORSAKEN));
        }
        withdraw();
        for (TaskEntry entry : table.takeResults()) {
            entry.choice.keep(true);
        }
        for (long id : table.ids()) {
            TaskEntry entry = table.find(id);
            if (entry != null && entry.state != TaskEntry.State.RUNNING) {
                table.remove(id);
                clean(entry);
            }
        }
    }

    /** Whether nothing runs any more and what is held is written; goes on with it otherwise. */
    boolean settled() {
        for (TaskEntry entry : table.takeResults()) {
            entry.choice.keep(true);
            table.remove(entry.id());
            clean(entry);
        }
        return table.running() == 0 && inPlace.written();
    }
}
