package org.topcoffea.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.topcoffea.codec.CodecException;
import org.topcoffea.codec.Codecs;
import org.topcoffea.codec.Compression;
import org.topcoffea.codec.Decompressor;
import org.topcoffea.root.EventReader;
import org.topcoffea.root.RootFile;
import org.topcoffea.root.Tree;

/**
 * One side of the comparison that {@code benchmarks/paired} makes. Reads lines {@code CASE CODEC WORKERS SECONDS} from its
 * input, works on that case for about so many seconds of processor time for each worker, repeating it, and answers each
 * with a line {@code EVENTS WALL CPU}: how many events it has processed in how many seconds of time and of processors. Keeps everything for the next round, so
 * that later rounds find compiled code, open files and the pages of files in memory.
 */
public final class PairedSide {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Work of one worker, done once. */
    private interface Work {
        /** Does it; answers the number of events. */
        long once();
    }

    private final Map<String, List<Work>> cases = new HashMap<>();
    private final ExecutorService workers = Executors.newFixedThreadPool(64, task -> {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    });

    private PairedSide() {}

    /** Answers rounds until the end of input. */
    public static void main(String... arguments) throws IOException, InterruptedException, ExecutionException {
        PairedSide side = new PairedSide();
        PrintStream answers = System.out;
        try (BufferedReader rounds = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = rounds.readLine(); line != null; line = rounds.readLine()) {
                answers.println(side.round(line.split(" ")));
                answers.flush();
            }
        }
    }

    private String round(String[] words) throws InterruptedException, ExecutionException {
        String name = words[0];
        if (name.equals("file")) {
            return BenchmarkFiles.file(Compression.valueOf(words[1])).toString();
        }
        Compression codec = Compression.valueOf(words[1]);
        int count = Integer.parseInt(words[2]);
        long nanos = (long) (Double.parseDouble(words[3]) * 1e9);
        List<Work> work = cases.computeIfAbsent(
                String.join(" ", name, codec.name(), words[2]),
                key -> IntStream.range(0, count)
                        .mapToObj(worker -> work(name, codec))
                        .toList());
        long cpu = SYSTEM.getProcessCpuTime();
        long start = System.nanoTime();
        List<Callable<Long>> tasks = new ArrayList<>();
        work.forEach(one -> tasks.add(() -> repeat(one, nanos)));
        long events = 0;
        if (count == 1) {
            events = repeat(work.getFirst(), nanos);
        } else {
            for (Future<Long> done : workers.invokeAll(tasks)) {
                events += done.get();
            }
        }
        double wall = (System.nanoTime() - start) / 1e9;
        return String.format(Locale.ROOT, "%d %.6f %.6f", events, wall, (SYSTEM.getProcessCpuTime() - cpu) / 1e9);
    }

    private static long repeat(Work work, long nanos) {
        long until = THREADS.getCurrentThreadCpuTime() + nanos;
        long events = 0;
        do {
            events += work.once();
        } while (THREADS.getCurrentThreadCpuTime() < until);
        return events;
    }

    private static Work work(String name, Compression codec) {
        return switch (name) {
            case "decompress" -> decompress(codec);
            case "columns" -> columns(RootFile.open(BenchmarkFiles.file(codec)));
            case "decode" -> columns(RootFile.open(FileInMemory.of(BenchmarkFiles.file(codec))));
            case "bandwidth" -> fill(EftFill::bandwidth);
            case "fill" -> fill(EftFill::plain);
            case "fill-reproducible" -> fill(EftFill::reproducible);
            case "fill-four" -> fillEvents(EventFill::plain);
            case "fill-four-reproducible" -> fillEvents(EventFill::reproducible);
            default -> chunk(name, codec);
        };
    }

    private static Work decompress(Compression codec) {
        Baskets baskets = new Baskets(BenchmarkFiles.file(codec), BenchmarkFiles.COLUMNS);
        Decompressor decompressor = Codecs.system().decompressor();
        return () -> {
            try {
                baskets.decompress(decompressor);
            } catch (CodecException e) {
                throw new IllegalStateException(e);
            }
            return BenchmarkFiles.EVENTS;
        };
    }

    private static Work columns(RootFile file) {
        Tree tree = file.tree("Events");
        EventReader reader = tree.reader(Samples.NONE);
        long[] clusters = tree.clusters();
        return () -> {
            for (int i = 0; i + 1 < clusters.length; i++) {
                reader.select(clusters[i], clusters[i + 1]);
                Columns.read(reader, BenchmarkFiles.COLUMNS);
            }
            return tree.entries();
        };
    }

    private static Work fill(Function<EftFill, Object> kind) {
        EftFill fill = new EftFill();
        fill.wilsonCoefficients = 22;
        fill.make();
        return () -> {
            kind.apply(fill);
            return BenchmarkFiles.EVENTS;
        };
    }

    private static Work fillEvents(Function<EventFill, Object> kind) {
        EventFill fill = new EventFill();
        fill.read();
        return () -> {
            kind.apply(fill);
            return EventFill.EVENTS;
        };
    }

    /** Each worker has its own processor and files and takes the whole sample, so that all have the same to do. */
    private static Work chunk(String processor, Compression codec) {
        boolean fast = processor.endsWith("-fast");
        ChunkLoop loop = new ChunkLoop(fast ? processor.substring(0, processor.length() - 5) : processor, codec, !fast);
        return () -> loop.run().metrics().events();
    }
}
