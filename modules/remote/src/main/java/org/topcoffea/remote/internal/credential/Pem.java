package org.topcoffea.remote.internal.credential;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and private keys as text (RFC 7468), as OpenSSL and the grid tools write them. */
public final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----", Pattern.DOTALL);

    private Pem() {}

    private record Block(String label, String text) {
        byte[] bytes() throws GeneralSecurityException {
            try {
                return Base64.getMimeDecoder().decode(text);
            } catch (IllegalArgumentException e) {
                throw new GeneralSecurityException("its " + label + " is not base64", e);
            }
        }
    }

    private static List<Block> blocks(String text) {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            blocks.add(new Block(matcher.group(1), matcher.group(2)));
        }
        return blocks;
    }

    /** One object as text. */
    public static String write(String label, byte[] bytes) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }

    /** All certificates of a text, in their order; may be empty. */
    public static List<X509Certificate> certificates(String text) throws GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : blocks(text)) {
            if (block.label().equals("CERTIFICATE")
                    || block.label().equals("X509 CERTIFICATE")
                    || block.label().equals("TRUSTED CERTIFICATE")) {
                certificates.add(
                        (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.bytes())));
            }
        }
        return certificates;
    }

    /**
     * The first private key of a text.
     *
     * @param owner the certificate it belongs to
     * @throws GeneralSecurityException if there is none, or it is encrypted, or of an unknown kind
     */
    public static PrivateKey key(String text, X509Certificate owner) throws GeneralSecurityException {
        for (Block block : blocks(text)) {
            if (block.label().contains("ENCRYPTED") || block.text().contains("ENCRYPTED")) {
                throw new GeneralSecurityException("its private key is protected by a password");
            }
            switch (block.label()) {
                case "RSA PRIVATE KEY" -> {
                    return key("RSA", Der.rsaKey(block.bytes()));
                }
                case "EC PRIVATE KEY" -> {
                    return key("EC", Der.ecKey(block.bytes(), curve(owner)));
                }
                case "PRIVATE KEY" -> {
                    return key(owner.getPublicKey().getAlgorithm(), block.bytes());
                }
                default -> {
                    continue;
                }
            }
        }
        throw new GeneralSecurityException("it has no private key");
    }

    /** The curve of a certificate's key: its SubjectPublicKeyInfo is SEQUENCE { SEQUENCE { OID, OID }, BIT STRING }. */
    private static byte[] curve(X509Certificate owner) throws GeneralSecurityException {
        if (!(owner.getPublicKey() instanceof ECPublicKey)) {
            throw new GeneralSecurityException("its private key is not that of its certificate");
        }
        byte[] info = owner.getPublicKey().getEncoded();
        int outer = info[1] < 0 ? 2 + (info[1] & 0x7f) : 2;
        int first = outer + 2;
        int second = first + 2 + info[first + 1];
        return Arrays.copyOfRange(info, second, second + 2 + info[second + 1]);
    }

    private static PrivateKey key(String algorithm, byte[] pkcs8) throws GeneralSecurityException {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }
}
