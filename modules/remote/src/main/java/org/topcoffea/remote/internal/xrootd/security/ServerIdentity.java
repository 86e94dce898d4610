package org.topcoffea.remote.internal.xrootd.security;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.X509TrustManager;

/** Whether a certificate is one of the server that was meant, and signed by an authority that is trusted. */
final class ServerIdentity {
    private static final int DNS = 2;
    private static final int ADDRESS = 7;

    private ServerIdentity() {}

    static void check(X509Certificate certificate, String host, X509TrustManager authorities) throws SecurityFailure {
        try {
            authorities.checkServerTrusted(new X509Certificate[] {certificate}, "UNKNOWN");
        } catch (CertificateException e) {
            throw new SecurityFailure(
                    "gsi: the certificate of " + host + " is not trusted (" + e.getMessage()
                            + "): check X509_CERT_DIR, and that your authorities are up to date",
                    e);
        }
        if (!named(certificate, host)) {
            throw new SecurityFailure("gsi: the certificate of " + host + " is for "
                    + certificate.getSubjectX500Principal().getName() + ", not for this host");
        }
    }

    private static boolean named(X509Certificate certificate, String host) throws SecurityFailure {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            if (names == null) {
                return matches(commonName(certificate), host);
            }
            for (List<?> name : names) {
                int kind = (Integer) name.get(0);
                String value = String.valueOf(name.get(1));
                if (kind == DNS && matches(value, host) || kind == ADDRESS && sameAddress(value, host)) {
                    return true;
                }
            }
            return false;
        } catch (CertificateParsingException e) {
            throw new SecurityFailure("gsi: the names in the certificate of " + host + " cannot be read", e);
        }
    }

    /** Grid certificates have names such as {@code CN=host/www.example.org}. */
    private static String commonName(X509Certificate certificate) {
        String name = certificate.getSubjectX500Principal().getName();
        for (String part : name.split(",")) {
            if (part.startsWith("CN=")) {
                return part.substring(part.indexOf('/') < 0 ? 3 : part.indexOf('/') + 1);
            }
        }
        return "";
    }

    private static boolean matches(String pattern, String host) {
        String wanted = host.toLowerCase(Locale.ROOT);
        String given = pattern.toLowerCase(Locale.ROOT);
        int dot = wanted.indexOf('.');
        return given.equals(wanted)
                || given.startsWith("*.") && dot > 0 && given.substring(1).equals(wanted.substring(dot));
    }

    private static boolean sameAddress(String value, String host) {
        if (!host.matches("[0-9A-Fa-f.:]+")) {
            return false;
        }
        try {
            return InetAddress.getByName(value).equals(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
