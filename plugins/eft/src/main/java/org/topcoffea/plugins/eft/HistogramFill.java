package org.topcoffea.plugins.eft;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.topcoffea.hist.EftHistogram;

/** One histogram with the ids of the categories that this processor has used of it, so that none is looked up twice. */
final class HistogramFill {
    private static final int UNKNOWN = -1;
    private static final int JET_BINS = 9;
    /** Not told apart, or no to four muons. */
    private static final int FLAVOURS = 6;

    private final Variable variable;
    private final List<String> systematics;
    private final int[] channelIds = new int[Channel.values().length * FLAVOURS * JET_BINS];
    private final int[] systematicIds;
    private @Nullable EftHistogram histogram;
    private int process;

    HistogramFill(Variable variable, List<String> systematics) {
        this.variable = variable;
        this.systematics = systematics;
        this.systematicIds = new int[systematics.size()];
    }

    Variable variable() {
        return variable;
    }

    /** Turns to the histogram of a range of events; ids are forgotten if it is another one than before. */
    void bind(EftHistogram current, String processName) {
        if (current != histogram) {
            histogram = current;
            Arrays.fill(channelIds, UNKNOWN);
            for (int i = 0; i < systematicIds.length; i++) {
                systematicIds[i] = current.id(2, systematics.get(i));
            }
        }
        process = current.id(0, processName);
    }

    /**
     * The block of a category.
     *
     * @param channel the lepton channel
     * @param muons the number of muons that tells the flavour, or −1 if flavours are not told apart
     * @param jetBin the jet multiplicity, or {@link Channel#ANY_JETS}
     * @param systematic the number of the systematic variation
     * @param region the application region
     */
    EftHistogram.Block block(Channel channel, int muons, int jetBin, int systematic, String region) {
        EftHistogram current = Objects.requireNonNull(histogram, "bind first");
        int key = (channel.ordinal() * FLAVOURS + muons + 1) * JET_BINS + jetBin + 1;
        int id = channelIds[key];
        if (id == UNKNOWN) {
            id = current.id(1, channel.category(muons < 0 ? "" : channel.flavour(muons), jetBin));
            channelIds[key] = id;
        }
        return current.block(process, id, systematicIds[systematic], current.id(3, region));
    }
}
