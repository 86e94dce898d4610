package org.topcoffea.remote.internal.xrootd.security;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** A step of an authentication by certificates: its number and values with numbers. */
final class GsiMessage {
    static final int CRYPTO_MODULE = 3000;
    static final int MAIN = 3001;
    static final int PUBLIC_KEY = 3004;
    static final int CIPHER = 3005;
    static final int TAG = 3006;
    static final int SIGNED_TAG = 3007;
    static final int MESSAGE = 3012;
    static final int VERSION = 3014;
    static final int CLIENT_OPTIONS = 3019;
    static final int CERTIFICATES = 3022;
    static final int ISSUER_HASH = 3023;
    static final int CIPHER_NAMES = 3025;
    static final int DIGEST_NAMES = 3026;

    private static final byte[] PROTOCOL = {'g', 's', 'i', 0};
    private static final int LONGEST = 1 << 20;

    private final int step;
    private final Map<Integer, byte[]> values = new LinkedHashMap<>();

    GsiMessage(int step) {
        this.step = step;
    }

    /** Takes bytes apart. */
    static GsiMessage parse(byte[] bytes) throws SecurityFailure {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length < PROTOCOL.length + 4 || !in.slice(0, 4).equals(ByteBuffer.wrap(PROTOCOL))) {
            throw malformed();
        }
        GsiMessage message = new GsiMessage(in.position(PROTOCOL.length).getInt());
        while (in.remaining() >= 4) {
            int type = in.getInt();
            if (type == 0) {
                break;
            }
            int length = in.remaining() < 4 ? -1 : in.getInt();
            if (length < 0 || length > Math.min(LONGEST, in.remaining())) {
                throw malformed();
            }
            byte[] value = new byte[length];
            in.get(value);
            message.values.put(type, value);
        }
        return message;
    }

    private static SecurityFailure malformed() {
        return new SecurityFailure("gsi: the server sends what cannot be understood");
    }

    int step() {
        return step;
    }

    /** A value that has to be there. */
    byte[] need(int type, String what) throws SecurityFailure {
        byte[] value = values.get(type);
        if (value == null) {
            throw new SecurityFailure("gsi: the server sends no " + what);
        }
        return value;
    }

    /** A text; empty if it is not there. */
    String text(int type) {
        byte[] value = values.get(type);
        return value == null ? "" : new String(value, US_ASCII).replace("\0", "");
    }

    GsiMessage put(int type, byte[] value) {
        values.put(type, value);
        return this;
    }

    GsiMessage put(int type, String value) {
        return put(type, value.getBytes(US_ASCII));
    }

    GsiMessage put(int type, int value) {
        return put(type, ByteBuffer.allocate(4).putInt(value).array());
    }

    byte[] encode() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(PROTOCOL);
        out.writeBytes(word(step));
        values.forEach((type, value) -> {
            out.writeBytes(word(type));
            out.writeBytes(word(value.length));
            out.writeBytes(value);
        });
        out.writeBytes(word(0));
        return out.toByteArray();
    }

    private static byte[] word(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }
}
