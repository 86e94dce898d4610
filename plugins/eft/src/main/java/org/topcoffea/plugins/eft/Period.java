package org.topcoffea.plugins.eft;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.Sample;
import org.topcoffea.spi.UserError;

/** A data-taking period with its integrated luminosity and working points of the DeepJet b-tag. */
enum Period {
    Y2016APV("2016APV", 19.52, 0.0508f, 0.2598f),
    Y2016("2016", 16.81, 0.0480f, 0.2489f),
    Y2017("2017", 41.48, 0.0532f, 0.3040f),
    Y2018("2018", 59.83, 0.0490f, 0.2783f),
    Y2022("2022", 7.9804, 0.0583f, 0.3086f),
    Y2022EE("2022EE", 26.6717, 0.0614f, 0.3196f),
    Y2023("2023", 17.794, 0.0479f, 0.2431f),
    Y2023BPIX("2023BPix", 9.451, 0.048f, 0.2435f);

    private final String year;
    private final double luminosity;
    private final float looseTag;
    private final float mediumTag;

    Period(String year, double luminosity, float looseTag, float mediumTag) {
        this.year = year;
        this.luminosity = luminosity;
        this.looseTag = looseTag;
        this.mediumTag = mediumTag;
    }

    /** The period of a sample. */
    static Period of(Sample sample) {
        for (Period period : values()) {
            if (period.year.equals(sample.year())) {
                return period;
            }
        }
        throw new AnalysisException(
                UserError.BAD_SAMPLE,
                "sample '" + sample.name() + "' has the year '" + sample.year() + "': the processor eft knows "
                        + Arrays.stream(values()).map(period -> period.year).collect(Collectors.joining(", ")));
    }

    String year() {
        return year;
    }

    /** Integrated luminosity in inverse femtobarn. */
    double luminosity() {
        return luminosity;
    }

    float looseTag() {
        return looseTag;
    }

    float mediumTag() {
        return mediumTag;
    }

    /** The b-tag cut on the jet of a fakeable lepton: from medium at 20 GeV linearly to loose at 45 GeV. */
    float smoothTag(float pt) {
        float t = Math.min(Math.max(0, pt - 20) / 25, 1);
        return t * looseTag + (1 - t) * mediumTag;
    }
}
