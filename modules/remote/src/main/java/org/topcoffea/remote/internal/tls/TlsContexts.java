package org.topcoffea.remote.internal.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.topcoffea.remote.Credentials;
import org.topcoffea.remote.RemoteError;
import org.topcoffea.remote.RemoteException;
import org.topcoffea.remote.X509Proxy;

/** The TLS contexts of one run: one that trusts only, and one that shows the user's certificate, too. Thread-safe. */
public final class TlsContexts {
    private final Credentials credentials;
    private @Nullable TrustManager trust;
    private @Nullable SSLContext anonymous;
    private @Nullable SSLContext identified;
    private @Nullable X509Proxy shown;

    /** Uses the authorities and the proxy certificate that these credentials find. */
    public TlsContexts(Credentials credentials) {
        this.credentials = credentials;
    }

    /**
     * A context that shows the user's proxy certificate to servers that ask for one, if there is one that can be used.
     * The same object as long as the proxy is the same.
     *
     * @throws RemoteException {@link RemoteError#TLS_FAILED} if the trusted authorities cannot be read
     */
    public synchronized SSLContext identified() {
        Optional<X509Proxy> proxy = credentials.proxy();
        if (proxy.isEmpty()) {
            return anonymous();
        }
        SSLContext known = identified;
        if (known == null || !proxy.get().equals(shown)) {
            known = context(new ProxyKeyManager(proxy.get()));
            identified = known;
            shown = proxy.get();
        }
        return known;
    }

    /** A context that shows no certificate. */
    public synchronized SSLContext anonymous() {
        SSLContext known = anonymous;
        if (known == null) {
            known = context(null);
            anonymous = known;
        }
        return known;
    }

    /**
     * The trusted authorities themselves, for protocols that exchange certificates without TLS.
     *
     * @throws RemoteException {@link RemoteError#TLS_FAILED} if they cannot be read
     */
    public synchronized X509TrustManager authorities() {
        try {
            return (X509TrustManager) trusted();
        } catch (GeneralSecurityException | IOException e) {
            throw new RemoteException(
                    RemoteError.TLS_FAILED, "the trusted authorities cannot be read: " + e.getMessage(), e);
        }
    }

    private TrustManager trusted() throws GeneralSecurityException, IOException {
        TrustManager trusted = trust;
        if (trusted == null) {
            trusted = Authorities.find(credentials).trustManager();
            trust = trusted;
        }
        return trusted;
    }

    private SSLContext context(@Nullable KeyManager key) {
        try {
            TrustManager trusted = trusted();
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(key == null ? null : new KeyManager[] {key}, new TrustManager[] {trusted}, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new RemoteException(RemoteError.TLS_FAILED, "TLS cannot be set up: " + e.getMessage(), e);
        }
    }
}
