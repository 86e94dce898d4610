package org.topcoffea.worker.internal.session;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.topcoffea.spi.Resources;

/** What a worker has, and what of it is in use. Confined to one thread. */
final class ResourcePool {
    private final Resources total;
    private final BitSet gpus;
    private long cores;
    private long memory;
    private long disk;

    /**
     * What a task was given.
     *
     * @param amount how much of each
     * @param gpuNumbers which graphics processors
     */
    record Share(Resources amount, List<Integer> gpuNumbers) {
        /** Nothing. */
        static final Share NONE = new Share(new Resources(0, 0, 0, 0), List.of());
    }

    /** All four of them specified. */
    ResourcePool(Resources total) {
        this.total = total;
        this.cores = total.cores();
        this.memory = total.memory();
        this.disk = total.disk();
        this.gpus = new BitSet();
        gpus.set(0, (int) total.gpus());
    }

    /** What a task is to get: the whole worker if it asks for nothing, and nothing of what it does not ask for otherwise. */
    Resources demand(Resources asked) {
        return asked.equals(Resources.OPEN)
                ? total
                : new Resources(
                        Math.max(0, asked.cores()),
                        Math.max(0, asked.memory()),
                        Math.max(0, asked.disk()),
                        Math.max(0, asked.gpus()));
    }

    /** Whether the worker could ever give as much. */
    boolean possible(Resources demand) {
        return demand.cores() <= total.cores()
                && demand.memory() <= total.memory()
                && demand.disk() <= total.disk()
                && demand.gpus() <= total.gpus();
    }

    /** Whether that is free now. */
    boolean free(Resources demand) {
        return demand.cores() <= cores
                && demand.memory() <= memory
                && demand.disk() <= disk
                && demand.gpus() <= gpus.cardinality();
    }

    /** Whether there is nothing for tasks that need a core. */
    boolean coresInUse() {
        return cores <= 0 && total.cores() > 0;
    }

    /** Takes what is free. */
    Share take(Resources demand) {
        cores -= demand.cores();
        memory -= demand.memory();
        disk -= demand.disk();
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < demand.gpus(); i++) {
            int number = gpus.nextSetBit(0);
            gpus.clear(number);
            numbers.add(number);
        }
        return new Share(demand, List.copyOf(numbers));
    }

    /** Gives it back. */
    void giveBack(Share share) {
        cores += share.amount().cores();
        memory += share.amount().memory();
        disk += share.amount().disk();
        share.gpuNumbers().forEach(gpus::set);
    }

    Resources total() {
        return total;
    }
}
