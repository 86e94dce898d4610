package org.topcoffea.wire.internal;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Which server certificates a client accepts: any, one with a known fingerprint, or those that a given set of certificates
 * vouches for. One that is itself in the set is accepted under any host name; otherwise the name must fit.
 */
public final class PeerTrust extends X509ExtendedTrustManager {
    private final String pin;
    private final List<X509Certificate> known;
    private final @Nullable X509ExtendedTrustManager chain;

    private PeerTrust(String pin, List<X509Certificate> known, @Nullable X509ExtendedTrustManager chain) {
        this.pin = pin;
        this.known = known;
        this.chain = chain;
    }

    /** Accepts every certificate. */
    public static PeerTrust any() {
        return new PeerTrust("", List.of(), null);
    }

    /** Accepts the certificate with this fingerprint. */
    public static PeerTrust pinned(String fingerprint) {
        return new PeerTrust(fingerprint, List.of(), null);
    }

    /** Accepts what these certificates vouch for. */
    public static PeerTrust of(List<X509Certificate> authorities) throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (int i = 0; i < authorities.size(); i++) {
                store.setCertificateEntry("authority" + i, authorities.get(i));
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509ExtendedTrustManager extended) {
                    return new PeerTrust("", List.copyOf(authorities), extended);
                }
            }
            throw new GeneralSecurityException("this Java checks no certificates");
        } catch (java.io.IOException e) {
            throw new GeneralSecurityException(e);
        }
    }

    /** Whether certificates are looked at. */
    public boolean verifies() {
        return !pin.isEmpty() || chain != null;
    }

    /** True when the fingerprint or the set itself decided. */
    private boolean known(X509Certificate[] shown) throws CertificateException {
        if (shown.length == 0) {
            throw new CertificateException("the manager shows no certificate");
        }
        if (!pin.isEmpty()) {
            String fingerprint = Fingerprint.of(shown[0]);
            if (!fingerprint.equals(pin)) {
                throw new CertificateException(
                        "the manager's certificate is " + fingerprint + " and not the expected " + pin);
            }
            return true;
        }
        return known.contains(shown[0]);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] shown, String type, SSLEngine engine) throws CertificateException {
        if (!known(shown) && chain != null) {
            chain.checkServerTrusted(shown, type, engine);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] shown, String type, Socket socket) throws CertificateException {
        if (!known(shown) && chain != null) {
            chain.checkServerTrusted(shown, type, socket);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] shown, String type) throws CertificateException {
        if (!known(shown) && chain != null) {
            chain.checkServerTrusted(shown, type);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] shown, String type) throws CertificateException {
        throw new CertificateException("clients show no certificates here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] shown, String type, Socket socket) throws CertificateException {
        checkClientTrusted(shown, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] shown, String type, SSLEngine engine) throws CertificateException {
        checkClientTrusted(shown, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
