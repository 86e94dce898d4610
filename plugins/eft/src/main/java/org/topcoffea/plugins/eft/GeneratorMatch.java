package org.topcoffea.plugins.eft;

import org.jspecify.annotations.Nullable;
import org.topcoffea.spi.Collection;
import org.topcoffea.spi.Events;

/** Where reconstructed leptons come from, as far as the file tells: recorded events and some skims do not. */
final class GeneratorMatch {
    private static final int PROMPT = 1;
    private static final int FROM_TAU = 15;
    private static final int FROM_PHOTON = 22;

    private final byte @Nullable [] origin;
    private final int @Nullable [] particle;
    private final int @Nullable [] particleOffsets;
    private final int @Nullable [] particleId;

    GeneratorMatch(Collection leptons) {
        Events events = leptons.events();
        boolean matched = leptons.has("genPartIdx") && events.has("GenPart_pdgId");
        origin = leptons.has("genPartFlav") ? leptons.bytes("genPartFlav") : null;
        particle = matched ? leptons.ints("genPartIdx") : null;
        particleOffsets = matched ? events.offsets("GenPart_pdgId") : null;
        particleId = matched ? events.ints("GenPart_pdgId") : null;
    }

    /** Whether a lepton comes from the hard process, directly or through a tau. */
    boolean prompt(int i) {
        return origin == null || origin[i] == PROMPT || origin[i] == FROM_TAU;
    }

    /** Whether a lepton comes from a photon. */
    boolean conversion(int i) {
        return origin != null && origin[i] == FROM_PHOTON;
    }

    /** Whether the charge was reconstructed as generated. */
    boolean chargeMatched(int i, int event, int pdgId) {
        if (particle == null || particleOffsets == null || particleId == null) {
            return true;
        }
        int at = particleOffsets[event] + particle[i];
        return particle[i] >= 0 && at < particleOffsets[event + 1] && particleId[at] * pdgId > 0;
    }
}
