package org.topcoffea.spi.test;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.TreeMap;
import org.topcoffea.spi.Accumulator;
import org.topcoffea.spi.EventProcessor;
import org.topcoffea.spi.Events;
import org.topcoffea.spi.Output;
import org.topcoffea.spi.Parameters;
import org.topcoffea.spi.Run;
import org.topcoffea.spi.Sample;

/** A processor that was started on some samples, with the accumulators it declared; it is fed events by hand. */
public final class TestRun implements Output {
    private final EventProcessor processor;
    private final Map<String, Accumulator<?>> accumulators = new TreeMap<>();

    private TestRun(EventProcessor processor) {
        this.processor = processor;
    }

    /**
     * Starts a processor on samples; the Wilson coefficients of the run are those of the samples in order of appearance.
     *
     * @param processor a fresh instance
     * @param parameters values of parameters by name; others have their defaults
     * @param samples the samples of the run
     */
    public static TestRun start(EventProcessor processor, Map<String, String> parameters, Sample... samples) {
        SequencedSet<String> wcNames = new LinkedHashSet<>();
        for (Sample sample : samples) {
            wcNames.addAll(sample.wcNames());
        }
        return start(processor, parameters, List.copyOf(wcNames), samples);
    }

    /**
     * Starts a processor on samples with a given list of Wilson coefficients.
     *
     * @param processor a fresh instance
     * @param parameters values of parameters by name; others have their defaults
     * @param wcNames the Wilson coefficients of the run
     * @param samples the samples of the run
     */
    public static TestRun start(
            EventProcessor processor, Map<String, String> parameters, List<String> wcNames, Sample... samples) {
        TestRun run = new TestRun(processor);
        Parameters values = new Parameters(processor.describe().parameters(), parameters);
        processor.start(new Run(List.of(samples), wcNames, values), (name, empty) -> {
            if (run.accumulators.put(name, empty.get()) != null) {
                throw new IllegalArgumentException("accumulator '" + name + "' is declared twice");
            }
        });
        return run;
    }

    /** Processes events. */
    public TestRun process(Events events) {
        processor.process(events, this);
        return this;
    }

    /** Adds everything that another run of the same processor has accumulated. */
    public TestRun merge(TestRun other) {
        accumulators.forEach(
                (name, accumulator) -> merge(accumulator, Objects.requireNonNull(other.accumulators.get(name), name)));
        return this;
    }

    @SuppressWarnings("unchecked")
    private static <A extends Accumulator<A>> void merge(Accumulator<A> accumulator, Accumulator<?> other) {
        accumulator.merge((A) other);
    }

    /** Lets the processor work on what was accumulated. */
    public TestRun postProcess() {
        processor.postProcess(this);
        return this;
    }

    /** The names of all accumulators, sorted. */
    public List<String> names() {
        return List.copyOf(accumulators.keySet());
    }

    @Override
    public <A extends Accumulator<A>> A get(String name, Class<A> type) {
        Accumulator<?> accumulator = accumulators.get(name);
        if (!type.isInstance(accumulator)) {
            throw new IllegalArgumentException(
                    "no " + type.getSimpleName() + " '" + name + "' was declared, only " + accumulators.keySet());
        }
        return type.cast(accumulator);
    }

    /** Everything that was accumulated, encoded: the same events give the same bytes however they were divided. */
    public byte[] encoded() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (Map.Entry<String, Accumulator<?>> entry : accumulators.entrySet()) {
                out.writeUTF(entry.getKey());
                entry.getValue().encode(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
