package org.topcoffea.wire.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.spi.AnalysisException;

/** Keys in the forms that {@code openssl} has written over the years, and the certificate we make. */
final class PemTest {
    @TempDir
    Path directory;

    private Path pem(String kind, byte[] der) throws IOException {
        String text = Base64.getMimeEncoder().encodeToString(der);
        return Files.writeString(
                directory.resolve("key"),
                "some words\n-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }

    @Test
    void readsRsaKeysOfBothForms() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        PrivateKey key = generator.generateKeyPair().getPrivate();
        assertEquals(key, Pem.key(pem("PRIVATE KEY", key.getEncoded())));
        // behind version, algorithm and the head of the octets that hold it
        byte[] old = Arrays.copyOfRange(key.getEncoded(), 26, key.getEncoded().length);
        assertEquals(key, Pem.key(pem("RSA PRIVATE KEY", old)));
    }

    @Test
    void readsEllipticKeysOfBothForms() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        assertEquals(
                pair.getPrivate(), Pem.key(pem("PRIVATE KEY", pair.getPrivate().getEncoded())));
        byte[] secret = ((ECPrivateKey) pair.getPrivate()).getS().toByteArray();
        byte[] number = new byte[32];
        int length = Math.min(32, secret.length);
        System.arraycopy(secret, secret.length - length, number, 32 - length, length);
        byte[] curve = {6, 8, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 3, 1, 7};
        byte[] old = Der.sequence(new byte[] {2, 1, 1}, Der.value(4, number), Der.value(0xa0, curve));
        assertEquals(
                ((ECPrivateKey) pair.getPrivate()).getS(), ((ECPrivateKey) Pem.key(pem("EC PRIVATE KEY", old))).getS());
    }

    @Test
    void refusesWhatIsNoKey() throws IOException {
        assertThrows(AnalysisException.class, () -> Pem.key(pem("PRIVATE KEY", new byte[] {1, 2, 3})));
        assertThrows(AnalysisException.class, () -> Pem.key(pem("ENCRYPTED PRIVATE KEY", new byte[40])));
        assertThrows(AnalysisException.class, () -> Pem.key(pem("EC PRIVATE KEY", new byte[40])));
        assertThrows(AnalysisException.class, () -> Pem.certificates(pem("CERTIFICATE", new byte[40])));
    }

    @Test
    void makesACertificateThatHolds() throws Exception {
        Instant now = Instant.parse("2026-03-04T05:06:07Z");
        X509Certificate certificate = SelfSigned.make("some.host", now).certificate();
        certificate.verify(certificate.getPublicKey());
        certificate.checkValidity(Date.from(now));
        assertEquals("CN=some.host", certificate.getSubjectX500Principal().getName());
        assertEquals(
                "some.host",
                certificate.getSubjectAlternativeNames().iterator().next().get(1));
        assertTrue(certificate.getBasicConstraints() >= 0);
        assertEquals(64, Fingerprint.of(certificate).length());
        assertEquals("ab".repeat(32), Fingerprint.normalize("SHA256:" + "AB:".repeat(31) + "AB"));
        assertEquals("", Fingerprint.normalize("ab"));
    }
}
