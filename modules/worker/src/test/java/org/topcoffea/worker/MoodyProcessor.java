package org.topcoffea.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.topcoffea.hist.Axis;
import org.topcoffea.hist.Histogram;
import org.topcoffea.hist.Storage;
import org.topcoffea.hist.Summation;
import org.topcoffea.spi.EventProcessor;
import org.topcoffea.spi.Events;
import org.topcoffea.spi.Output;
import org.topcoffea.spi.Outputs;
import org.topcoffea.spi.Parameter;
import org.topcoffea.spi.ProcessorInfo;
import org.topcoffea.spi.Run;

/** Fills weights; at one event it does what its parameter says: throws, ends or fills the virtual machine, or takes its time. */
public final class MoodyProcessor implements EventProcessor {
    static final long CURSED = 1234;

    private String mood = "";
    private long delay;
    private String trace = "";

    @Override
    public ProcessorInfo describe() {
        return new ProcessorInfo(
                "moody",
                "1",
                "Weights.",
                List.of(
                        new Parameter("mood", Parameter.Type.TEXT, "good", "What happens at the cursed event."),
                        new Parameter("delay", Parameter.Type.INTEGER, "0", "Milliseconds for each batch."),
                        new Parameter("trace", Parameter.Type.TEXT, "", "Directory that gets a file for each batch.")));
    }

    @Override
    public void start(Run run, Outputs outputs) {
        mood = run.parameters().text("mood");
        delay = run.parameters().integer("delay");
        trace = run.parameters().text("trace");
        outputs.declare(
                "weights",
                () -> Histogram.of(
                        Storage.WEIGHTED,
                        Summation.REPRODUCIBLE,
                        List.of(Axis.regular("event", "event", 20, 0, 5000))));
    }

    @Override
    public void process(Events events, Output output) {
        Histogram.Block block = output.get("weights", Histogram.class).block();
        long[] event = events.longs("event");
        float[] weight = events.floats("genWeight");
        for (int e = 0; e < events.size(); e++) {
            if (event[e] == CURSED) {
                happen();
            }
            block.fill((double) event[e], weight[e]);
        }
        try {
            if (!trace.isEmpty()) {
                Files.createFile(Path.of(trace, Long.toString(event[0])));
            }
            Thread.sleep(delay);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void happen() {
        switch (mood) {
            case "throw" -> throw new IllegalStateException("cursed");
            case "exit" -> Runtime.getRuntime().halt(7);
            case "memory" -> {
                List<long[]> all = new ArrayList<>();
                while (true) {
                    all.add(new long[1 << 17]);
                }
            }
            default -> {}
        }
    }
}
