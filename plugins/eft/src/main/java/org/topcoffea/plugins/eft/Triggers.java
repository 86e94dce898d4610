package org.topcoffea.plugins.eft;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.Events;
import org.topcoffea.spi.Sample;
import org.topcoffea.spi.UserError;

/**
 * The triggers of a range of events. Simulated events need any of them. A recorded event needs one of its own primary
 * dataset and none of the datasets before it, so that events in several datasets count once. Paths that a file lacks are
 * not asked for; a file that has none of them is taken to be selected already.
 */
final class Triggers {
    private static final List<String> DOUBLE_ELECTRON = List.of(
            "Ele23_Ele12_CaloIdL_TrackIdL_IsoVL",
            "Ele23_Ele12_CaloIdL_TrackIdL_IsoVL_DZ",
            "Ele16_Ele12_Ele8_CaloIdL_TrackIdL");
    private static final List<String> SINGLE_ELECTRON = List.of("Ele32_WPTight_Gsf", "Ele35_WPTight_Gsf");
    private static final List<String> SINGLE_MUON = List.of("IsoMu24", "IsoMu27");
    private static final List<String> DOUBLE_MUON =
            List.of("Mu17_TrkIsoVVL_Mu8_TrkIsoVVL_DZ", "Mu17_TrkIsoVVL_Mu8_TrkIsoVVL_DZ_Mass3p8", "TripleMu_12_10_5");
    private static final List<String> MUON_ELECTRON = List.of(
            "Mu23_TrkIsoVVL_Ele12_CaloIdL_TrackIdL_IsoVL",
            "Mu23_TrkIsoVVL_Ele12_CaloIdL_TrackIdL_IsoVL_DZ",
            "Mu12_TrkIsoVVL_Ele23_CaloIdL_TrackIdL_IsoVL_DZ",
            "Mu8_TrkIsoVVL_Ele23_CaloIdL_TrackIdL_IsoVL_DZ",
            "Mu8_DiEle12_CaloIdL_TrackIdL",
            "Mu8_DiEle12_CaloIdL_TrackIdL_DZ",
            "DiMu9_Ele9_CaloIdL_TrackIdL_DZ");

    private final byte[][] wanted;
    private final byte[][] vetoed;
    private final boolean any;

    Triggers(Events events, Period period) {
        Map<String, List<String>> datasets = datasets(period);
        List<byte[]> fire = new ArrayList<>();
        List<byte[]> veto = new ArrayList<>();
        any = datasets.values().stream().flatMap(List::stream).anyMatch(path -> events.has("HLT_" + path));
        String own = any ? dataset(events.sample(), period, datasets) : "";
        boolean before = true;
        for (Map.Entry<String, List<String>> dataset : datasets.entrySet()) {
            boolean mine = own.isEmpty() || own.equals(dataset.getKey());
            before &= !mine;
            for (String path : dataset.getValue()) {
                if ((mine || before) && events.has("HLT_" + path)) {
                    (mine ? fire : veto).add(events.bytes("HLT_" + path));
                }
            }
        }
        wanted = fire.toArray(byte[][]::new);
        vetoed = veto.toArray(byte[][]::new);
    }

    boolean pass(int event) {
        return !any || (fired(wanted, event) && !fired(vetoed, event));
    }

    private static boolean fired(byte[][] paths, int event) {
        for (byte[] path : paths) {
            if (path[event] != 0) {
                return true;
            }
        }
        return false;
    }

    /** The primary dataset of recorded events, empty for simulated ones. */
    private static String dataset(Sample sample, Period period, Map<String, List<String>> datasets) {
        if (!sample.isData()) {
            return "";
        }
        String name = sample.name().split("_", 2)[0];
        if (!datasets.containsKey(name)) {
            throw new AnalysisException(
                    UserError.BAD_SAMPLE,
                    "the name of the data sample '" + sample.name() + "' should begin with its primary dataset, one of "
                            + datasets.keySet() + " in " + period.year());
        }
        return name;
    }

    /** The paths of each primary dataset, in the order in which events are counted. */
    private static Map<String, List<String>> datasets(Period period) {
        Map<String, List<String>> datasets = new LinkedHashMap<>();
        switch (period) {
            case Y2016APV, Y2016 -> run2016(datasets);
            case Y2017 -> {
                datasets.put("DoubleMuon", DOUBLE_MUON);
                datasets.put("DoubleEG", DOUBLE_ELECTRON);
                datasets.put("MuonEG", MUON_ELECTRON);
                datasets.put("SingleMuon", SINGLE_MUON);
                datasets.put("SingleElectron", SINGLE_ELECTRON);
            }
            case Y2018 -> {
                datasets.put("DoubleMuon", DOUBLE_MUON);
                datasets.put("EGamma", joined(SINGLE_ELECTRON, DOUBLE_ELECTRON));
                datasets.put("MuonEG", MUON_ELECTRON);
                datasets.put("SingleMuon", SINGLE_MUON);
            }
            case Y2022, Y2022EE, Y2023, Y2023BPIX -> {
                datasets.put("Muon", joined(SINGLE_MUON, DOUBLE_MUON.subList(1, 3)));
                datasets.put("EGamma", joined(SINGLE_ELECTRON, DOUBLE_ELECTRON));
                datasets.put("MuonEG", MUON_ELECTRON);
            }
        }
        return datasets;
    }

    private static void run2016(Map<String, List<String>> datasets) {
        datasets.put(
                "DoubleMuon",
                List.of(
                        "Mu17_TrkIsoVVL_Mu8_TrkIsoVVL_DZ",
                        "Mu17_TrkIsoVVL_Mu8_TrkIsoVVL",
                        "Mu17_TrkIsoVVL_TkMu8_TrkIsoVVL",
                        "Mu17_TrkIsoVVL_TkMu8_TrkIsoVVL_DZ",
                        "TripleMu_12_10_5"));
        datasets.put("DoubleEG", DOUBLE_ELECTRON);
        datasets.put(
                "MuonEG",
                List.of(
                        "Mu23_TrkIsoVVL_Ele12_CaloIdL_TrackIdL_IsoVL",
                        "Mu23_TrkIsoVVL_Ele12_CaloIdL_TrackIdL_IsoVL_DZ",
                        "Mu12_TrkIsoVVL_Ele23_CaloIdL_TrackIdL_IsoVL_DZ",
                        "Mu8_TrkIsoVVL_Ele23_CaloIdL_TrackIdL_IsoVL",
                        "Mu8_TrkIsoVVL_Ele23_CaloIdL_TrackIdL_IsoVL_DZ",
                        "Mu23_TrkIsoVVL_Ele8_CaloIdL_TrackIdL_IsoVL",
                        "Mu23_TrkIsoVVL_Ele8_CaloIdL_TrackIdL_IsoVL_DZ",
                        "Mu8_DiEle12_CaloIdL_TrackIdL",
                        "DiMu9_Ele9_CaloIdL_TrackIdL"));
        datasets.put(
                "SingleMuon",
                List.of(
                        "IsoMu24",
                        "IsoTkMu24",
                        "IsoMu22_eta2p1",
                        "IsoTkMu22_eta2p1",
                        "IsoMu22",
                        "IsoTkMu22",
                        "IsoMu27"));
        datasets.put(
                "SingleElectron", List.of("Ele27_WPTight_Gsf", "Ele25_eta2p1_WPTight_Gsf", "Ele27_eta2p1_WPLoose_Gsf"));
    }

    private static List<String> joined(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
