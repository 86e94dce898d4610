package org.topcoffea.remote.internal.xrootd.security;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.interfaces.DHPublicKey;
import javax.crypto.spec.DHParameterSpec;
import javax.crypto.spec.DHPublicKeySpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A key that both sides have computed and nobody else knows (Diffie and Hellman), and a cipher that uses it. */
final class Agreement implements Sealer {
    private static final Pattern PUBLIC = Pattern.compile(
            "(-----BEGIN DH PARAMETERS-----\\s+([A-Za-z0-9+/=\\s]+)-----END DH PARAMETERS-----\\n"
                    + "?)---BPUB---([0-9A-Fa-f]+)---EPUB---.*",
            Pattern.DOTALL);
    private static final int LEAST_BITS = 1024;
    private static final int MOST_BITS = 8192;
    private static final int IV = 16;

    private final byte[] ours;
    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    private Agreement(byte[] ours, SecretKeySpec key) {
        this.ours = ours;
        this.key = key;
    }

    /**
     * Chooses a secret number and computes the key.
     *
     * @param theirs the group and the server's public number as text
     * @param padded whether the common number keeps its leading zeros
     * @param keyBytes how long the key of the cipher is
     */
    static Agreement with(byte[] theirs, boolean padded, int keyBytes) throws SecurityFailure {
        Matcher matcher = PUBLIC.matcher(new String(theirs, US_ASCII));
        if (!matcher.matches()) {
            throw new SecurityFailure("gsi: the server's part of the key agreement cannot be understood");
        }
        try {
            DHParameterSpec group = group(matcher.group(2));
            KeyPairGenerator generator = KeyPairGenerator.getInstance("DH");
            generator.initialize(group);
            KeyPair pair = generator.generateKeyPair();
            KeyAgreement agreement = KeyAgreement.getInstance("DH");
            agreement.init(pair.getPrivate());
            BigInteger number = new BigInteger(matcher.group(3), 16);
            agreement.doPhase(
                    KeyFactory.getInstance("DH")
                            .generatePublic(new DHPublicKeySpec(number, group.getP(), group.getG())),
                    true);
            byte[] secret = agreement.generateSecret();
            byte[] used = padded ? secret : withoutZeros(secret);
            String mine = matcher.group(1) + "---BPUB---" + hex(((DHPublicKey) pair.getPublic()).getY()) + "---EPUB---";
            return new Agreement(mine.getBytes(US_ASCII), new SecretKeySpec(Arrays.copyOf(used, keyBytes), "AES"));
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw new SecurityFailure("gsi: no key can be agreed upon: " + e.getMessage(), e);
        }
    }

    private static DHParameterSpec group(String base64) throws GeneralSecurityException, IOException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("DH");
        parameters.init(Base64.getMimeDecoder().decode(base64));
        DHParameterSpec group = parameters.getParameterSpec(DHParameterSpec.class);
        int bits = group.getP().bitLength();
        if (bits < LEAST_BITS || bits > MOST_BITS) {
            throw new GeneralSecurityException("the server's group has " + bits + " bits");
        }
        return new DHParameterSpec(group.getP(), group.getG());
    }

    private static byte[] withoutZeros(byte[] secret) {
        int zeros = 0;
        while (zeros < secret.length - 1 && secret[zeros] == 0) {
            zeros++;
        }
        return Arrays.copyOfRange(secret, zeros, secret.length);
    }

    private static String hex(BigInteger number) {
        String text = number.toString(16).toUpperCase(Locale.ROOT);
        return text.length() % 2 == 0 ? text : "0" + text;
    }

    /** The group and our public number as text. */
    byte[] ours() {
        return ours;
    }

    /** A random beginning and the encrypted bytes. */
    @Override
    public byte[] seal(byte[] plain) {
        byte[] iv = new byte[IV];
        random.nextBytes(iv);
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(iv));
            byte[] sealed = cipher.doFinal(plain);
            return ByteBuffer.allocate(IV + sealed.length).put(iv).put(sealed).array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES", e);
        }
    }
}
