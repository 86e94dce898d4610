package org.topcoffea.generate.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is special to a sample.
 *
 * @param name the name of its files
 * @param process the label on the process axis
 * @param recipe what its events are
 * @param crossSection in picobarn
 * @param wilsonCoefficients in the order of its event weights, none for backgrounds and data
 * @param negative how many of the events have negative weights, relative to all
 * @param path the path in the catalogue, for recorded events
 * @param trigger the positions of the paths of which one has to fire, for recorded events
 */
record SampleKind(
        String name,
        String process,
        Recipe recipe,
        double crossSection,
        List<String> wilsonCoefficients,
        double negative,
        @Nullable String path,
        List<Integer> trigger) {
    boolean recorded() {
        return path != null;
    }

    private static SampleKind signal(
            String name, String process, double crossSection, List<String> names, Recipe recipe) {
        return new SampleKind(name, process, recipe, crossSection, names, 0, null, List.of());
    }

    private static SampleKind background(
            String name, String process, double crossSection, double negative, Recipe recipe) {
        return new SampleKind(name, process, recipe, crossSection, List.of(), negative, null, List.of());
    }

    private static SampleKind data(String dataset, Recipe recipe, Integer... trigger) {
        String path = "/" + dataset + "/Run2017C-UL2017_MiniAODv2_NanoAODv9-v1/NANOAOD";
        return new SampleKind(dataset + "_C-UL2017", "dataUL17", recipe, 1, List.of(), 0, path, List.of(trigger));
    }

    /** All samples, for a number of Wilson coefficients. */
    static List<SampleKind> all(int coefficients) {
        List<String> common = WilsonCoefficients.common(coefficients);
        List<String> fourTop = WilsonCoefficients.fourTop(coefficients);
        return List.of(
                signal("ttHJet_UL17", "ttHJet_privateUL17", 0.2151, common, new Recipe(2, "H", 1.4, 220, 2)),
                signal("ttlnuJet_UL17", "ttlnuJet_privateUL17", 0.2163, common, new Recipe(2, "L", 1.5, 230, 2)),
                signal("ttllJet_UL17", "ttllJet_privateUL17", 0.0889, common, new Recipe(2, "P", 1.5, 230, 2)),
                signal("tllq_UL17", "tllq_privateUL17", 0.0758, common, new Recipe(1, "P", 1.6, 190, 2)),
                signal("tHq_UL17", "tHq_privateUL17", 0.0709, common, new Recipe(1, "H", 1.8, 190, 1)),
                signal("tttt_UL17", "tttt_privateUL17", 0.0115, fourTop, new Recipe(4, "", 1.4, 260, 2)),
                background("TTTo2L2Nu_UL17", "TTTo2L2Nu_centralUL17", 88.29, 0.004, new Recipe(2, "", 1.5, 200, 2)),
                background("DYJetsToLL_UL17", "DYJetsToLL_centralUL17", 6077.22, 0.16, new Recipe(0, "P", 0.6, 40, 2)),
                background("WZTo3LNu_UL17", "WZTo3LNu_centralUL17", 5.284, 0.18, new Recipe(0, "LP", 0.8, 90, 3)),
                background("ZZTo4L_UL17", "ZZTo4L_centralUL17", 1.256, 0.002, new Recipe(0, "PP", 0.6, 80, 4)),
                data("SingleMuon", new Recipe(0, "P", 0.6, 40, 2), 0, 1),
                data("MuonEG", new Recipe(2, "", 1.5, 200, 2), 10, 11, 12, 13, 14, 15, 16));
    }
}
