package org.topcoffea.worker.internal.life;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.topcoffea.task.WorkerNotice;
import org.topcoffea.worker.internal.session.End;
import org.topcoffea.worker.internal.session.Session;

/** Whether the worker has been asked to leave, and the session that has to hear of it. Safe for use by several threads. */
final class Leaving {
    private @Nullable Session session;
    private String field = "";
    private String text = "";
    private long deadlineNanos;

    /** Asks, the first time only. */
    synchronized void ask(String newField, String newText, Duration patience) {
        if (!field.isEmpty()) {
            return;
        }
        field = newField;
        text = newText;
        deadlineNanos = System.nanoTime() + patience.toNanos();
        if (session != null) {
            tell(session);
        }
        notifyAll();
    }

    private void tell(Session told) {
        told.leave(field, text);
    }

    synchronized boolean asked() {
        return !field.isEmpty();
    }

    /** Whether it has taken too long. */
    synchronized boolean overdue() {
        return !field.isEmpty() && System.nanoTime() - deadlineNanos > 0;
    }

    /** From now on this session hears of it; at once, if it was asked before. */
    synchronized void serving(@Nullable Session now) {
        session = now;
        if (now != null && !field.isEmpty()) {
            tell(now);
        }
    }

    /** A sum is lost. */
    synchronized void lost(String runId, String fold) {
        if (session != null && !runId.isEmpty()) {
            session.notice(new WorkerNotice.Lost(runId, fold));
        }
    }

    /** Waits, but not longer than until somebody asks. */
    synchronized void pause(Duration pause) throws InterruptedException {
        long end = System.nanoTime() + pause.toNanos();
        for (long left = pause.toNanos(); left > 0 && field.isEmpty(); left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(1_000_000, left));
        }
    }

    /** Ends the session that goes on for too long. */
    synchronized void cut() {
        if (session != null) {
            session.close(End.LEFT, "no more time");
        }
    }
}
