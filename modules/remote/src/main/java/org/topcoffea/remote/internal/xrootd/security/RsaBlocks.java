package org.topcoffea.remote.internal.xrootd.security;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.interfaces.RSAKey;
import javax.crypto.Cipher;

/** Bytes that only the owner of a private key can have made, in blocks as long as the key (PKCS #1, type 1). */
final class RsaBlocks {
    private static final int PADDING = 11;

    private RsaBlocks() {}

    /** Seals bytes with a private key. */
    static byte[] seal(Key key, byte[] bytes) throws SecurityFailure {
        return apply(Cipher.ENCRYPT_MODE, key, bytes, size(key) - PADDING);
    }

    /** Opens bytes with the public key; fails if they were sealed by another one. */
    static byte[] open(Key key, byte[] bytes) throws SecurityFailure {
        return apply(Cipher.DECRYPT_MODE, key, bytes, size(key));
    }

    private static int size(Key key) throws SecurityFailure {
        if (key instanceof RSAKey rsa) {
            return (rsa.getModulus().bitLength() + 7) / 8;
        }
        throw new SecurityFailure("gsi: works with RSA keys only, this one is " + key.getAlgorithm());
    }

    private static byte[] apply(int mode, Key key, byte[] bytes, int block) throws SecurityFailure {
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
            cipher.init(mode, key);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (int at = 0; at < bytes.length; at += block) {
                out.writeBytes(cipher.doFinal(bytes, at, Math.min(block, bytes.length - at)));
            }
            return out.toByteArray();
        } catch (GeneralSecurityException e) {
            throw new SecurityFailure("gsi: what the server sent was not sealed with its key", e);
        }
    }
}
