package org.topcoffea.remote.internal.xrootd;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.topcoffea.remote.BearerToken;
import org.topcoffea.remote.Credentials;
import org.topcoffea.remote.internal.tls.TlsContexts;
import org.topcoffea.remote.internal.xrootd.security.GsiMechanism;
import org.topcoffea.remote.internal.xrootd.security.HostMechanism;
import org.topcoffea.remote.internal.xrootd.security.Mechanism;
import org.topcoffea.remote.internal.xrootd.security.Offer;
import org.topcoffea.remote.internal.xrootd.security.Peer;
import org.topcoffea.remote.internal.xrootd.security.SharedSecretMechanism;
import org.topcoffea.remote.internal.xrootd.security.TokenMechanism;
import org.topcoffea.remote.internal.xrootd.security.UnixMechanism;
import org.topcoffea.remote.internal.xrootd.session.Settings;

/**
 * The ways to prove who the user is that this program knows.
 *
 * @param credentials what the user has
 * @param tls whom he trusts
 */
record KnownMechanisms(Credentials credentials, TlsContexts tls) implements Settings.Mechanisms {
    @Override
    public List<Mechanism> choose(List<Offer> offers, Peer peer) {
        List<Mechanism> chosen = new ArrayList<>();
        for (Offer offer : offers) {
            mechanism(offer, peer).ifPresent(chosen::add);
        }
        return chosen;
    }

    private Optional<Mechanism> mechanism(Offer offer, Peer peer) {
        return switch (offer.protocol()) {
            case "host" -> Optional.of(new HostMechanism());
            case "unix" -> Optional.of(new UnixMechanism());
            case "ztn" ->
                Optional.of(new TokenMechanism(credentials.token().map(BearerToken::value), peer, offer.arguments()));
            case "sss" -> Optional.of(new SharedSecretMechanism(keytab(), peer, offer.arguments()));
            case "gsi" ->
                Optional.of(new GsiMechanism(credentials.proxy(), peer, offer.arguments(), tls.authorities()));
            default -> Optional.empty();
        };
    }

    /** Where XRootD's own client looks. */
    private Optional<Path> keytab() {
        return credentials
                .variable("XrdSecSSSKT")
                .or(() -> credentials.variable("XrdSecsssKT"))
                .or(() -> credentials.variable("HOME").map(home -> home + "/.xrd/sss.keytab"))
                .map(Path::of);
    }
}
