package org.topcoffea.plugins.eft;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.topcoffea.hist.Cutflow;
import org.topcoffea.hist.EftHistogram;
import org.topcoffea.hist.EventCoefficients;
import org.topcoffea.spi.Events;

/**
 * The selection and filling of the candidates of one range of events. What only selected events need, the coefficients
 * above all, is not read before there is one.
 */
final class EventSelection {
    private static final double LEAST_MASS = 12;

    private final Events events;
    private final Settings settings;
    private final List<HistogramFill> fills;
    private final LeptonSelection leptonSelection;
    private final LeptonList leptons;
    private final GeneratorNorm norm;
    private final Cutflow.Row cutflow;
    private final Period period;
    private final Triggers triggers;
    private final SelectedEvent selected;
    private final boolean needsMet;
    private @Nullable SelectedColumns columns;
    private double weight;

    EventSelection(
            Events events,
            Settings settings,
            List<HistogramFill> fills,
            LeptonList loose,
            LeptonList fakeable,
            GeneratorNorm norm,
            Cutflow.Row cutflow) {
        this.events = events;
        this.settings = settings;
        this.fills = fills;
        this.leptons = fakeable;
        this.norm = norm;
        this.cutflow = cutflow;
        this.period = Period.of(events.sample());
        this.triggers = new Triggers(events, period);
        this.leptonSelection = new LeptonSelection(events, period, loose, fakeable);
        this.selected =
                new SelectedEvent(events.sample().isData(), events.sample().process());
        this.needsMet = settings.variables().contains(Variable.MET);
    }

    /** What is read when the first event has passed all cuts on leptons. */
    private record SelectedColumns(
            EventFilters filters,
            JetSelection jets,
            Observables observables,
            EventCoefficients coefficients,
            EventWeights weights) {}

    private SelectedColumns columns() {
        SelectedColumns read = columns;
        if (read == null) {
            EventCoefficients coefficients = EventCoefficients.of(events, settings.coefficients());
            read = new SelectedColumns(
                    new EventFilters(events, period),
                    new JetSelection(events, period),
                    new Observables(events, needsMet),
                    coefficients,
                    new EventWeights(events, norm, settings.systematics()));
            columns = read;
        }
        return read;
    }

    private void count(Cut cut) {
        cutflow.pass(cut.ordinal(), weight);
    }

    /** Selects a candidate and fills it. */
    void process(int event) {
        weight = norm.counted(event);
        count(Cut.ACCEPTANCE);
        if (!triggers.pass(event)) {
            return;
        }
        count(Cut.TRIGGER);
        if (leptonSelection.fakeable(event).size() < 2
                || !(leptons.get(0).conePt > 25)
                || !(leptons.get(1).conePt > 15)) {
            return;
        }
        count(Cut.FAKEABLE);
        SelectedColumns read = columns();
        if (!read.filters.pass(event)) {
            return;
        }
        count(Cut.FILTERS);
        if (!(leptonSelection.leastMass() > LEAST_MASS)) {
            return;
        }
        count(Cut.LOW_MASS);
        read.jets.select(event, leptons);
        selected.set(leptons, read.jets);
        fill(event, read);
    }

    private void fill(int event, SelectedColumns read) {
        boolean computed = false;
        for (Channel channel : settings.channels()) {
            int jetBin = channel.jetBin(read.jets.size());
            if (jetBin == Channel.ANY_JETS || !channel.pass(selected)) {
                continue;
            }
            String region = channel.region().category(selected);
            if (region.isEmpty() || !(settings.sidebands() || Region.isSignal(region))) {
                continue;
            }
            if (!computed) {
                computed = true;
                read.observables.compute(event, leptons, read.jets);
                if (!(read.observables.get(Variable.LJPTSUM) < settings.ptSumCut())) {
                    return;
                }
                read.weights.compute(event);
                read.coefficients.at(event);
                count(Cut.SELECTED);
            }
            fill(channel, jetBin, region, read);
        }
    }

    private void fill(Channel channel, int jetBin, String region, SelectedColumns read) {
        int muons = settings.splitFlavours() ? selected.muons(channel.region().leptons()) : -1;
        for (HistogramFill fill : fills) {
            Variable variable = fill.variable();
            if (!variable.suits(channel, jetBin, read.jets.size())) {
                continue;
            }
            double x = read.observables.get(variable);
            int bin = variable == Variable.NJETS ? Channel.ANY_JETS : jetBin;
            for (int s = 0; s < read.weights.count(); s++) {
                EftHistogram.Block block = fill.block(channel, muons, bin, s, region);
                read.coefficients.fill(block, x, read.weights.weight(s));
            }
        }
    }
}
