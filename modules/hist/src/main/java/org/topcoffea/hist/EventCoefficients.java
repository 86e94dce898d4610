package org.topcoffea.hist;

import org.topcoffea.hist.internal.TermSums;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.Events;
import org.topcoffea.spi.UserError;

/**
 * The quadratic coefficients of the weights of a range of events, brought into the order of a histogram. Events of
 * samples without Wilson coefficients, as data and most backgrounds, fill the Standard Model term alone.
 *
 * <pre>{@code
 * EventCoefficients q = EventCoefficients.of(events, wc);
 * for (int e = 0; e < events.size(); e++) {
 *     q.at(e);
 *     q.fill(block, x, weight);
 * }
 * }</pre>
 *
 * Using it allocates nothing per event. Not thread-safe.
 */
public final class EventCoefficients {
    /** The column of NanoAOD that holds the coefficients: one array for each event. */
    public static final String COLUMN = "EFTfitCoefficients";

    private static final float[] NO_VALUES = {};

    private final Events events;
    private final CoefficientRemap remap;
    private final boolean present;
    private final float[] values;
    private final int[] offsets;
    private final float[] scratch;
    private float[] current = NO_VALUES;
    private int position;
    private int magnitude = TermSums.NO_MAGNITUDE;

    private EventCoefficients(Events events, CoefficientRemap remap, boolean present) {
        this.events = events;
        this.remap = remap;
        this.present = present;
        this.values = present ? events.floats(COLUMN) : NO_VALUES;
        this.offsets = present ? events.offsets(COLUMN) : new int[1];
        this.scratch = new float[remap.isIdentity() ? 0 : remap.targetTerms()];
    }

    /**
     * Reads the coefficients of a range of events.
     *
     * @param events the events
     * @param coefficients the Wilson coefficients of the histograms to be filled
     * @throws AnalysisException {@link UserError#BAD_SAMPLE} if the sample names Wilson coefficients but the file has none
     */
    public static EventCoefficients of(Events events, WilsonCoefficients coefficients) {
        int named = events.sample().wcNames().size();
        boolean present = events.has(COLUMN);
        if (!present && named > 0) {
            throw new AnalysisException(
                    UserError.BAD_SAMPLE,
                    "sample '" + events.sample().name() + "' names " + named + " Wilson coefficients but "
                            + events.file() + " has no column " + COLUMN
                            + ": correct WCnames of the sample, or its list of files");
        }
        CoefficientRemap remap = coefficients.remapFrom(events.sample().wcNames());
        return new EventCoefficients(events, remap, present);
    }

    /** Whether the file has coefficients; without, the generator weight has to enter the weight of the event. */
    public boolean present() {
        return present;
    }

    /**
     * Goes to an event.
     *
     * @param event the number of the event in the range
     * @throws AnalysisException {@link UserError#BAD_SAMPLE} if it does not have as many coefficients as the Wilson
     *     coefficients of the sample make terms
     */
    public void at(int event) {
        if (!present) {
            return;
        }
        magnitude = TermSums.NO_MAGNITUDE;
        position = offsets[event];
        int terms = offsets[event + 1] - position;
        if (terms != remap.sourceTerms()) {
            throw mismatch(event, terms);
        }
        if (remap.isIdentity()) {
            current = values;
        } else {
            remap.apply(values, position, scratch, 0);
            current = scratch;
            position = 0;
        }
    }

    /** The coefficient of the Standard Model of the current event; 1 without coefficients. */
    public double standardModel() {
        return present ? current[position] : 1;
    }

    /**
     * Fills the current event.
     *
     * @param block where to fill it
     * @param x the value on the dense axis
     * @param weight multiplies all coefficients
     */
    public void fill(EftHistogram.Block block, double x, double weight) {
        if (present) {
            if (magnitude == TermSums.NO_MAGNITUDE) {
                magnitude = block.magnitude(current, position);
            }
            block.fill(x, weight, current, position, magnitude);
        } else {
            block.fill(x, weight);
        }
    }

    private AnalysisException mismatch(int event, int terms) {
        return new AnalysisException(
                UserError.BAD_SAMPLE,
                "event " + (events.firstEntry() + event) + " of " + events.file() + " has " + terms
                        + " EFT coefficients, but the "
                        + events.sample().wcNames().size() + " Wilson coefficients of sample '"
                        + events.sample().name() + "' make " + remap.sourceTerms()
                        + ": correct WCnames of the sample");
    }
}
