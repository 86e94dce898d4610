package org.topcoffea.wire.internal;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * A new key on the curve P-256 and an X.509 v3 certificate for it, signed by itself (RFC 5280, RFC 5758).
 *
 * @param key the key
 * @param certificate the certificate
 */
public record SelfSigned(PrivateKey key, X509Certificate certificate) {
    private static final int YEARS = 10;
    private static final byte[] ECDSA_SHA256 = {0x06, 8, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 4, 3, 2};
    private static final byte[] COMMON_NAME = {0x06, 3, 0x55, 4, 3};
    private static final byte[] ALTERNATIVE_NAME = {0x06, 3, 0x55, 0x1d, 0x11};
    private static final byte[] BASIC_CONSTRAINTS = {0x06, 3, 0x55, 0x1d, 0x13};
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** Makes both for a host name. */
    public static SelfSigned make(String host, Instant now) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            byte[] content = content(host, now, pair.getPublic().getEncoded());
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(pair.getPrivate());
            signature.update(content);
            byte[] signed = Der.value(0x03, new byte[1], signature.sign());
            byte[] certificate = Der.sequence(content, Der.sequence(ECDSA_SHA256), signed);
            return new SelfSigned(pair.getPrivate(), (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no EC keys", e);
        }
    }

    private static byte[] content(String host, Instant now, byte[] publicKey) {
        byte[] name = name(host);
        byte[] from = time(now.minus(1, ChronoUnit.DAYS));
        byte[] until = time(now.plus(365L * YEARS, ChronoUnit.DAYS));
        byte[] serial =
                new BigInteger(127, new SecureRandom()).add(BigInteger.ONE).toByteArray();
        byte[] alternative = Der.sequence(Der.value(0x82, host.getBytes(StandardCharsets.US_ASCII)));
        byte[] extensions = Der.sequence(
                Der.sequence(ALTERNATIVE_NAME, Der.value(0x04, alternative)),
                Der.sequence(BASIC_CONSTRAINTS, Der.value(0x04, Der.sequence(new byte[] {1, 1, (byte) 0xff}))));
        return Der.sequence(
                Der.value(0xa0, new byte[] {2, 1, 2}),
                Der.value(0x02, serial),
                Der.sequence(ECDSA_SHA256),
                name,
                Der.sequence(from, until),
                name,
                publicKey,
                Der.value(0xa3, extensions));
    }

    private static byte[] name(String host) {
        return Der.sequence(Der.value(
                0x31, Der.sequence(COMMON_NAME, Der.value(0x0c, host.getBytes(StandardCharsets.UTF_8)))));
    }

    private static byte[] time(Instant time) {
        return Der.value(0x18, TIME.format(time).getBytes(StandardCharsets.US_ASCII));
    }
}
