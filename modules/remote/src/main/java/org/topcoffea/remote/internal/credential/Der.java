package org.topcoffea.remote.internal.credential;

import java.io.ByteArrayOutputStream;

/** Puts DER values together, as far as the private keys of proxy certificates need it (X.690, 8.1). */
final class Der {
    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    private static final byte[] VERSION_0 = {2, 1, 0};
    /** AlgorithmIdentifier of rsaEncryption, 1.2.840.113549.1.1.1, with NULL parameters. */
    private static final byte[] RSA = {
        0x30, 0x0d, 0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00
    };
    /** The object identifier id-ecPublicKey, 1.2.840.10045.2.1. */
    private static final byte[] EC = {0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x02, 0x01};

    private Der() {}

    /** PKCS #8 around an RSA key of PKCS #1. */
    static byte[] rsaKey(byte[] pkcs1) {
        return value(SEQUENCE, VERSION_0, RSA, value(OCTET_STRING, pkcs1));
    }

    /**
     * PKCS #8 around an elliptic curve key of RFC 5915.
     *
     * @param curve the object identifier of the curve, with tag and length
     */
    static byte[] ecKey(byte[] sec1, byte[] curve) {
        return value(SEQUENCE, VERSION_0, value(SEQUENCE, EC, curve), value(OCTET_STRING, sec1));
    }

    private static byte[] value(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 6);
        out.write(tag);
        if (length < 128) {
            out.write(length);
        } else {
            int octets = (32 - Integer.numberOfLeadingZeros(length) + 7) / 8;
            out.write(0x80 | octets);
            for (int i = octets - 1; i >= 0; i--) {
                out.write(length >>> 8 * i);
            }
        }
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
