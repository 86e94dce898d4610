package org.topcoffea.plugins.eft;

import java.util.ArrayList;
import java.util.List;
import org.topcoffea.hist.Axis;
import org.topcoffea.hist.Cutflow;
import org.topcoffea.hist.EftHistogram;
import org.topcoffea.spi.EventProcessor;
import org.topcoffea.spi.Events;
import org.topcoffea.spi.Output;
import org.topcoffea.spi.Outputs;
import org.topcoffea.spi.ProcessorInfo;
import org.topcoffea.spi.Run;

/**
 * EFT histograms of events with two leptons of the same sign, three and four leptons in categories of charge, Z mass,
 * b-tags and jets, as in the analysis TOP-22-006, and of its control regions.
 *
 * <p>All corrections that need external tables (scale factors, energy scales, pile-up) are left out: the weights are those
 * of {@link EventWeights}. Branches that some files lack, such as trigger paths, filters and generator matches, cut only
 * where they exist. A range in which no event has two leptons in acceptance reads nothing but their kinematics and
 * generator weights.
 *
 * <p>The cut flow has a category for each process; its weights are {@linkplain GeneratorNorm#counted normalised generator
 * weights}, so that its first row is cross section times luminosity. Data and events with EFT coefficients count 1.
 */
public final class EftProcessor implements EventProcessor {
    private Settings settings = Settings.NONE;
    private final List<HistogramFill> fills = new ArrayList<>();
    private final LeptonList loose = new LeptonList();
    private final LeptonList fakeable = new LeptonList();
    private int[] candidates = new int[0];

    /** Called by the runtime. */
    public EftProcessor() {}

    @Override
    public ProcessorInfo describe() {
        return new ProcessorInfo(
                "eft",
                "1.0",
                "EFT histograms of events with 2, 3 and 4 leptons in categories of charge, Z mass, b-tags and jets.",
                Settings.PARAMETERS);
    }

    @Override
    public void start(Run run, Outputs outputs) {
        settings = Settings.of(run);
        run.samples().forEach(Period::of);
        outputs.declare("cutflow", () -> Cutflow.of(Cut.labels()));
        List<String> systematics = EventWeights.labels(settings.systematics());
        for (Variable variable : settings.variables()) {
            fills.add(new HistogramFill(variable, systematics));
            outputs.declare(variable.label(), () -> empty(variable, settings));
        }
    }

    private static EftHistogram empty(Variable variable, Settings settings) {
        EftHistogram empty = EftHistogram.of(
                settings.coefficients(),
                Axis.category("process", "Process"),
                Axis.category("channel", "Channel"),
                Axis.category("systematic", "Systematic variation"),
                Axis.category("appl", "Application region"),
                variable.axis());
        return settings.errors() ? empty.withSquaredWeights() : empty;
    }

    @Override
    public void process(Events events, Output output) {
        String process = events.sample().process();
        GeneratorNorm norm = new GeneratorNorm(events, Period.of(events.sample()));
        Cutflow.Row cutflow = output.get("cutflow", Cutflow.class).row(process);
        for (int e = 0; e < events.size(); e++) {
            cutflow.pass(Cut.ALL.ordinal(), norm.counted(e));
        }
        int found = findCandidates(events);
        if (found == 0) {
            return;
        }
        for (HistogramFill fill : fills) {
            fill.bind(output.get(fill.variable().label(), EftHistogram.class), process);
        }
        EventSelection selection = new EventSelection(events, settings, fills, loose, fakeable, norm, cutflow);
        for (int i = 0; i < found; i++) {
            selection.process(candidates[i]);
        }
    }

    /** Finds the events with at least two leptons within the acceptance, from as few columns as can tell. */
    private int findCandidates(Events events) {
        int[] electronOffsets = events.offsets("Electron");
        float[] electronPt = events.floats("Electron_pt");
        float[] electronEta = events.floats("Electron_eta");
        int[] muonOffsets = events.offsets("Muon");
        float[] muonPt = events.floats("Muon_pt");
        float[] muonEta = events.floats("Muon_eta");
        if (candidates.length < events.size()) {
            candidates = new int[events.size()];
        }
        int found = 0;
        for (int e = 0; e < events.size(); e++) {
            int leptons = 0;
            for (int i = electronOffsets[e]; i < electronOffsets[e + 1]; i++) {
                boolean accepted = electronPt[i] > ElectronColumns.LEAST_PT
                        && Math.abs(electronEta[i]) < ElectronColumns.LARGEST_ETA;
                leptons += accepted ? 1 : 0;
            }
            for (int i = muonOffsets[e]; i < muonOffsets[e + 1]; i++) {
                boolean accepted = muonPt[i] > MuonColumns.LEAST_PT && Math.abs(muonEta[i]) < MuonColumns.LARGEST_ETA;
                leptons += accepted ? 1 : 0;
            }
            if (leptons >= 2) {
                candidates[found++] = e;
            }
        }
        return found;
    }
}
