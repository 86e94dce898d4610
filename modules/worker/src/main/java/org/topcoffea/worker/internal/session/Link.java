package org.topcoffea.worker.internal.session;

import org.topcoffea.spi.Resources;
import org.topcoffea.task.WorkerNotice;
import org.topcoffea.wire.Body;
import org.topcoffea.wire.ManagerConnection;
import org.topcoffea.wire.WorkerGreeting;
import org.topcoffea.wire.WorkerMessage;

/** What a session says to its manager. */
final class Link {
    private final ManagerConnection connection;
    private long running = -1;

    Link(ManagerConnection connection) {
        this.connection = connection;
    }

    ManagerConnection connection() {
        return connection;
    }

    void info(String field, String value) {
        connection.send(new WorkerMessage.Info(field, value));
    }

    void notice(WorkerNotice notice) {
        info(notice.field(), notice.text());
    }

    /** Tells how many tasks run, unless the manager knows. */
    void running(long count) {
        if (count != running) {
            running = count;
            info("tasks_running", Long.toString(count));
        }
    }

    /** Tells it in any case, as the answer to a request for results has it behind each. */
    void runningAgain(long count) {
        running = -1;
        running(count);
    }

    void resultsAvailable() {
        connection.send(new WorkerMessage.AvailableResults());
    }

    void resources(Resources resources, long lastTask) {
        connection.send(new WorkerMessage.Alive());
        WorkerGreeting.resourceBlock(resources, lastTask).forEach(connection::send);
    }

    void result(long task, TaskEntry.Result result) {
        if (result.usage().wallSeconds() >= 0) {
            notice(new WorkerNotice.Measured(task, result.usage()));
        }
        connection.send(
                new WorkerMessage.Result(
                        result.code().number(),
                        result.exitCode(),
                        result.output().length(),
                        result.micros(),
                        task),
                result.output());
    }

    void update(long task, String path, Body.InFile part) {
        connection.send(new WorkerMessage.Update(task, path, part.offset(), part.length()), part);
    }

    void end() {
        connection.send(new WorkerMessage.End());
    }

    void cacheInvalid(String name, String text) {
        Body body = Body.of(text);
        connection.send(new WorkerMessage.CacheInvalid(name, body.length()), body);
    }

    void cacheUpdate(String name, long size, long micros) {
        connection.send(new WorkerMessage.CacheUpdate(name, size, micros));
    }
}
