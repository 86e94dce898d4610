package org.topcoffea.wire;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.topcoffea.spi.Resources;

/**
 * What a worker says first, in the order managers expect.
 *
 * @param introduction its first line
 * @param workerId a token no other worker has
 * @param features what tasks may ask for
 * @param resources all four of them, specified
 * @param endTime when the worker will end; {@link Instant#EPOCH} without such a time
 * @param factory the factory that started it; empty without one
 * @param more further things to know, sent before the end time, as managers give no task to a worker whose end they do not know
 */
public record WorkerGreeting(
        WorkerMessage.Introduction introduction,
        String workerId,
        List<String> features,
        Resources resources,
        Instant endTime,
        String factory,
        List<WorkerMessage.Info> more) {
    /** The protocol of this module's worker side. */
    public static final int PROTOCOL = 11;

    /** Copies the lists. */
    public WorkerGreeting {
        features = List.copyOf(features);
        more = List.copyOf(more);
    }

    /** The messages, in order. */
    public List<WorkerMessage> messages() {
        List<WorkerMessage> messages = new ArrayList<>();
        messages.add(introduction);
        messages.add(new WorkerMessage.Info("worker-id", workerId));
        features.forEach(feature -> messages.add(new WorkerMessage.Feature(feature)));
        messages.add(new WorkerMessage.Alive());
        messages.addAll(resourceBlock(resources, 0));
        messages.add(new WorkerMessage.Info("tasks_running", "0"));
        messages.addAll(more);
        messages.add(new WorkerMessage.Info("worker-end-time", Long.toString(endTime.getEpochSecond())));
        if (!factory.isEmpty()) {
            messages.add(new WorkerMessage.Info("from-factory", factory));
        }
        return List.copyOf(messages);
    }

    /**
     * The block of lines that tells what a worker has.
     *
     * @param resources all four, specified
     * @param lastTask the last task the worker received, or 0
     */
    public static List<WorkerMessage> resourceBlock(Resources resources, long lastTask) {
        return List.of(
                resource("workers", 1),
                resource("disk", resources.disk()),
                resource("memory", resources.memory()),
                resource("gpus", resources.gpus()),
                resource("cores", resources.cores()),
                new WorkerMessage.ResourceTag(lastTask),
                new WorkerMessage.Info("end_of_resource_update", "0"));
    }

    private static WorkerMessage resource(String name, long value) {
        long amount = Math.max(0, value);
        return new WorkerMessage.Resource(name, amount, amount, amount);
    }
}
