package org.topcoffea.remote.internal.xrootd;

import java.util.ArrayList;
import java.util.List;
import org.topcoffea.remote.Credentials;
import org.topcoffea.remote.internal.xrootd.security.HostMechanism;
import org.topcoffea.remote.internal.xrootd.security.Mechanism;
import org.topcoffea.remote.internal.xrootd.security.Offer;
import org.topcoffea.remote.internal.xrootd.security.UnixMechanism;
import org.topcoffea.remote.internal.xrootd.session.Settings;

/** The ways to prove who the user is that this program knows. */
record KnownMechanisms(Credentials credentials) implements Settings.Mechanisms {
    @Override
    public List<Mechanism> choose(List<Offer> offers, String host, boolean encrypted) {
        List<Mechanism> chosen = new ArrayList<>();
        for (Offer offer : offers) {
            switch (offer.protocol()) {
                case "host" -> chosen.add(new HostMechanism());
                case "unix" -> chosen.add(new UnixMechanism());
                default -> {
                    // a protocol that this program does not know
                }
            }
        }
        return chosen;
    }
}
