package org.topcoffea.remote.internal.credential;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.topcoffea.remote.X509Proxy;

/** Reads proxy certificates as {@code voms-proxy-init} and {@code grid-proxy-init} write them. */
public final class ProxyFile {
    /** ProxyCertInfo, RFC 3820. */
    private static final String PROXY_INFORMATION = "1.3.6.1.5.5.7.1.14";

    private ProxyFile() {}

    /**
     * Reads a proxy.
     *
     * @param file certificate, private key and the other certificates of the chain
     * @return empty if there is no such file
     * @throws org.topcoffea.remote.RemoteException if it is not the user's own, or damaged; not if it has expired
     */
    public static Optional<X509Proxy> read(Path file) {
        return SecretFile.read(file, "proxy certificate").map(text -> parse(file, text, text));
    }

    /**
     * Reads an ordinary certificate and its key.
     *
     * @param certificate may be read by anybody, but is checked like the key here
     * @param key the private key, without a password
     */
    public static Optional<X509Proxy> read(Path certificate, Path key) {
        Optional<String> secret = SecretFile.read(key, "private key");
        return secret.map(text -> parse(certificate, OpenFile.text(certificate), text));
    }

    private static X509Proxy parse(Path file, String certificates, String key) {
        try {
            List<X509Certificate> chain = Pem.certificates(certificates);
            if (chain.isEmpty()) {
                throw new GeneralSecurityException("it has no certificate");
            }
            PrivateKey secret = Pem.key(key, chain.getFirst());
            checkKey(chain.getFirst(), secret);
            Instant expires = chain.stream()
                    .map(certificate -> certificate.getNotAfter().toInstant())
                    .min(Instant::compareTo)
                    .orElseThrow();
            return new X509Proxy(file, chain, secret, expires, subject(chain));
        } catch (GeneralSecurityException e) {
            throw SecretFile.bad(
                    "proxy certificate", file, "cannot be used (" + e.getMessage() + "): make a new one", e);
        }
    }

    private static void checkKey(X509Certificate certificate, PrivateKey key) throws GeneralSecurityException {
        String algorithm = key.getAlgorithm().equals("RSA")
                ? "SHA256withRSA"
                : key.getAlgorithm().startsWith("Ed") ? key.getAlgorithm() : "SHA256withECDSA";
        byte[] probe = {1, 2, 3};
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(probe);
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(probe);
        if (!signature.verify(signed)) {
            throw new GeneralSecurityException("its private key is not that of its certificate");
        }
    }

    private static String subject(List<X509Certificate> chain) {
        X509Certificate user = chain.stream()
                .filter(certificate -> !isProxy(certificate))
                .findFirst()
                .orElse(chain.getFirst());
        return user.getSubjectX500Principal().getName(X500Principal.RFC2253);
    }

    /** RFC 3820 proxies have an extension; older ones are named like their issuer with one more common name. */
    private static boolean isProxy(X509Certificate certificate) {
        String subject = certificate.getSubjectX500Principal().getName(X500Principal.RFC2253);
        String issuer = certificate.getIssuerX500Principal().getName(X500Principal.RFC2253);
        return certificate.getExtensionValue(PROXY_INFORMATION) != null
                || subject.equals("CN=proxy," + issuer)
                || subject.equals("CN=limited proxy," + issuer);
    }
}
