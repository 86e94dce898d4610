package org.topcoffea.remote.internal.xrootd.security;

import java.security.cert.X509Certificate;
import java.util.List;

/** The certificates of a user: proxies, each signed by the next, then his own, then perhaps those of authorities. */
final class ProxyChain {
    /** The extension that makes a certificate a proxy (RFC 3820), and the one of its draft. */
    private static final List<String> PROXY = List.of("1.3.6.1.5.5.7.1.14", "1.3.6.1.4.1.3536.1.222");

    private ProxyChain() {}

    /** The certificate of the user himself: the first that is not a proxy. */
    static X509Certificate user(List<X509Certificate> chain) {
        for (X509Certificate certificate : chain) {
            if (!isProxy(certificate)) {
                return certificate;
            }
        }
        return chain.getLast();
    }

    private static boolean isProxy(X509Certificate certificate) {
        if (PROXY.stream().anyMatch(id -> certificate.getExtensionValue(id) != null)) {
            return true;
        }
        String subject = certificate.getSubjectX500Principal().getName();
        return subject.startsWith("CN=proxy,") || subject.startsWith("CN=limited proxy,");
    }
}
