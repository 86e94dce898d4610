package org.topcoffea.wire.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.wire.WireError;

/** Keys and certificates as text files: PKCS #8, the older forms of RSA (PKCS #1) and EC (SEC 1) keys, X.509. */
public final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
    private static final int LIMIT = 1 << 20;
    private static final byte[] RSA = {
        0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1, 5, 0
    };
    private static final byte[] EC = {0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1};

    private Pem() {}

    /** The certificates of a file, at least one. */
    public static List<X509Certificate> certificates(Path file) {
        List<X509Certificate> found = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            Matcher block = BLOCK.matcher(text(file));
            while (block.find()) {
                if (block.group(1).endsWith("CERTIFICATE")) {
                    byte[] der = Base64.getMimeDecoder().decode(block.group(2));
                    found.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
                }
            }
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw unreadable(file, "certificate", e);
        }
        if (found.isEmpty()) {
            throw new AnalysisException(WireError.TLS, file + ": no certificate in it; it must be PEM text");
        }
        return found;
    }

    /** The private key of a file. */
    public static PrivateKey key(Path file) {
        try {
            Matcher block = BLOCK.matcher(text(file));
            while (block.find()) {
                byte[] der = Base64.getMimeDecoder().decode(block.group(2));
                switch (block.group(1)) {
                    case "PRIVATE KEY" -> {
                        return key(der);
                    }
                    case "RSA PRIVATE KEY" -> {
                        return key(wrapped(RSA, der));
                    }
                    case "EC PRIVATE KEY" -> {
                        return key(wrapped(Der.join(EC, curve(der)), der));
                    }
                    default -> {}
                }
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw unreadable(file, "private key", e);
        }
        throw new AnalysisException(
                WireError.TLS, file + ": no private key in it; it must be PEM text and not have a passphrase");
    }

    private static PrivateKey key(byte[] der) throws GeneralSecurityException {
        GeneralSecurityException last = new GeneralSecurityException("neither an RSA nor an EC nor an EdDSA key");
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (GeneralSecurityException e) {
                last.addSuppressed(e);
            }
        }
        throw last;
    }

    /** PKCS #8 around an older form. */
    private static byte[] wrapped(byte[] algorithm, byte[] key) {
        return Der.sequence(new byte[] {2, 1, 0}, Der.sequence(algorithm), Der.value(0x04, key));
    }

    /** The object identifier of the curve, inside the [0] of a SEC 1 key. */
    private static byte[] curve(byte[] key) {
        for (int i = 0; i + 4 < key.length; i++) {
            int length = key[i + 1];
            if ((key[i] & 0xff) == 0xa0
                    && key[i + 2] == 0x06
                    && key[i + 3] == length - 2
                    && i + 2 + length <= key.length) {
                return java.util.Arrays.copyOfRange(key, i + 2, i + 2 + length);
            }
        }
        throw new IllegalArgumentException("the key does not name its curve");
    }

    private static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LIMIT + 1);
            if (bytes.length > LIMIT) {
                throw new IOException("more than " + LIMIT + " bytes");
            }
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    private static AnalysisException unreadable(Path file, String what, Exception e) {
        return new AnalysisException(WireError.TLS, file + ": cannot read a " + what + " (" + e.getMessage() + ")", e);
    }
}
