package org.topcoffea.plugins.eft;

import java.util.List;
import java.util.stream.Stream;
import org.topcoffea.spi.Events;

/** The filters against detector noise of a range of events; those that a file lacks are not asked for. */
final class EventFilters {
    private static final List<String> ALWAYS = List.of(
            "goodVertices",
            "globalSuperTightHalo2016Filter",
            "HBHENoiseFilter",
            "HBHENoiseIsoFilter",
            "EcalDeadCellTriggerPrimitiveFilter",
            "BadPFMuonFilter",
            "eeBadScFilter");

    private final byte[][] flags;

    EventFilters(Events events, Period period) {
        boolean run2016 = period == Period.Y2016 || period == Period.Y2016APV;
        List<String> names = run2016
                ? ALWAYS
                : Stream.concat(ALWAYS.stream(), Stream.of("ecalBadCalibFilter"))
                        .toList();
        flags = names.stream()
                .map(name -> "Flag_" + name)
                .filter(events::has)
                .map(events::bytes)
                .toArray(byte[][]::new);
    }

    boolean pass(int event) {
        for (byte[] flag : flags) {
            if (flag[event] == 0) {
                return false;
            }
        }
        return true;
    }
}
