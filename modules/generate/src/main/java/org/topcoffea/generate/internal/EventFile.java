package org.topcoffea.generate.internal;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.topcoffea.generate.GeneratorError;
import org.topcoffea.generate.GeneratorOptions;
import org.topcoffea.root.writer.Branch;
import org.topcoffea.root.writer.BranchWriter;
import org.topcoffea.root.writer.FileOptions;
import org.topcoffea.root.writer.RootFileWriter;
import org.topcoffea.root.writer.TreeOptions;
import org.topcoffea.root.writer.TreeWriter;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.ColumnType;

/** Writes one file of one sample. */
final class EventFile {
    /** Every file bears this time, so that it comes out the same whenever it is made. */
    private static final LocalDateTime TIME = LocalDateTime.of(2017, 9, 1, 0, 0);

    private static final int[] RUNS = {299477, 299593, 299649, 300079, 300122, 300157, 300237, 300400, 300558, 300811};
    private static final int BLOCK_EVENTS = 500;
    private static final int REPORTED = 500;
    private static final int MOST_TRIES = 200;

    private final SampleKind kind;
    private final Dice dice;
    private final Collision event = new Collision();
    private final HardProcess process;
    private final Detector detector;

    private EventFile(SampleKind kind, Dice dice) {
        this.kind = kind;
        this.dice = dice;
        this.process = new HardProcess(dice, event.particles);
        this.detector = new Detector(dice, event);
    }

    /**
     * Writes a file.
     *
     * @param first the number of events in the files before
     * @param count the number of events in this one
     * @param done is told numbers of finished events
     * @param stopped whether to give up
     */
    static WeightSums write(
            GeneratorOptions options,
            Path path,
            SampleKind kind,
            Dice dice,
            long first,
            long count,
            LongConsumer done,
            BooleanSupplier stopped) {
        UUID uuid = new UUID(dice.bits(), dice.bits());
        FileOptions fileOptions = new FileOptions(options.codec(), options.level(), uuid, TIME);
        try (RootFileWriter file = RootFileWriter.create(path, fileOptions)) {
            EventFile events = new EventFile(kind, dice);
            TreeWriter tree = file.tree("", "Events", TreeOptions.clusters("Events", options.clusterEvents()));
            WeightSums sums = events.fill(tree, first, count, done, stopped);
            tree.finish();
            if (!kind.recorded()) {
                writeRuns(file, sums);
            }
            file.commit();
            return sums;
        }
    }

    private WeightSums fill(TreeWriter tree, long first, long count, LongConsumer done, BooleanSupplier stopped) {
        WeightSums sums = new WeightSums();
        EventWriter writer = new EventWriter(tree, dice, event, kind);
        for (long i = 0; i < count; i++) {
            collide();
            long number = first + i;
            long block = number / BLOCK_EVENTS;
            int run = kind.recorded() ? RUNS[(int) (block / 20 % RUNS.length)] : 1;
            writer.write(run, 1 + block, 1 + number, process.energy(), sums);
            if ((i + 1) % REPORTED == 0 || i + 1 == count) {
                done.accept((i % REPORTED) + 1);
                if (stopped.getAsBoolean()) {
                    throw new AnalysisException(
                            GeneratorError.INTERRUPTED, kind.name() + ": stopped; generate it again");
                }
            }
        }
        return sums;
    }

    /** Makes an event, and makes it anew if it would not have been recorded. */
    private void collide() {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            process.generate(kind.recipe());
            detector.see();
            if (!kind.recorded() || fired()) {
                return;
            }
        }
        event.paths[kind.trigger().getFirst()] = true;
    }

    private boolean fired() {
        for (int path : kind.trigger()) {
            if (event.paths[path]) {
                return true;
            }
        }
        return false;
    }

    private static void writeRuns(RootFileWriter file, WeightSums sums) {
        TreeWriter runs = file.tree("", "Runs", TreeOptions.clusters("Runs", 1000));
        BranchWriter run = runs.branch(Branch.scalar("run", ColumnType.UINT32).titled("run/i"));
        BranchWriter count =
                runs.branch(Branch.scalar("genEventCount", ColumnType.INT64).titled("number of events"));
        BranchWriter sum =
                runs.branch(Branch.scalar("genEventSumw", ColumnType.FLOAT64).titled("sum of weights"));
        run.put(1);
        count.put(sums.events());
        sum.put(sums.sum());
        runs.fill();
        runs.finish();
    }
}
