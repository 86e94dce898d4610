package org.topcoffea.remote.internal.policy;

import java.util.ArrayList;
import java.util.List;
import org.topcoffea.root.ByteSource.Pending;

/** The requests of one plan, under way side by side. Confined to one thread, but for the requests themselves. */
final class Fetch implements Pending {
    private final String name;
    private final Coalescer.Plan plan;
    private final List<Task> tasks = new ArrayList<>();
    private boolean over;

    Fetch(String name, Coalescer.Plan plan, Reading reading) {
        this.name = name;
        this.plan = plan;
        for (Request request : plan.requests()) {
            tasks.add(Task.start("fetch", () -> reading.read(request), task -> {}));
        }
    }

    @Override
    public void await() {
        if (over) {
            return;
        }
        try {
            for (Task task : tasks) {
                task.await();
                task.check();
            }
            plan.finish();
        } catch (InterruptedException e) {
            throw RemoteSource.interrupted(name, e);
        } finally {
            cancel();
        }
    }

    @Override
    public void cancel() {
        if (!over) {
            over = true;
            tasks.forEach(Task::end);
        }
    }
}
