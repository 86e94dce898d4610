package org.topcoffea.remote;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * A proxy certificate of the user (RFC 3820), or an ordinary certificate used like one.
 *
 * @param file where it is
 * @param chain the certificates, the proxy first, each signed by the next
 * @param key the private key of the first certificate
 * @param expires when the first certificate of the chain ends
 * @param subject the distinguished name of the user: that of the certificate which is not a proxy
 */
public record X509Proxy(Path file, List<X509Certificate> chain, PrivateKey key, Instant expires, String subject) {
    /** Copies the list. */
    public X509Proxy {
        chain = List.copyOf(chain);
    }

    /** Everything but the key. */
    @Override
    public String toString() {
        return "proxy " + file + " of " + subject + ", valid until " + expires;
    }
}
