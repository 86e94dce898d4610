package org.topcoffea.wire.internal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.util.HexFormat;
import java.util.Locale;

/** SHA-256 of certificates. */
public final class Fingerprint {
    private Fingerprint() {}

    /** In 64 lower-case hex digits. */
    public static String of(Certificate certificate) throws CertificateEncodingException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /** The form that people write, in the form of {@link #of}; empty if it is none. */
    public static String normalize(String text) {
        String hex = text.replaceAll("(?i)^sha-?256[:=]?|[:\\s]", "").toLowerCase(Locale.ROOT);
        return hex.matches("[0-9a-f]{64}") ? hex : "";
    }
}
