package org.topcoffea.wire.internal;

import java.nio.charset.StandardCharsets;

/** Names inside lines: {@code %XX} for bytes that would break a line or an old parser, in both directions. */
public final class UrlName {
    private static final String SPECIAL = "%\\<>'\"";

    private UrlName() {}

    /** Without spaces and control characters; UTF-8 bytes are encoded one by one. */
    public static String encode(String name) {
        StringBuilder encoded = new StringBuilder(name.length() + 8);
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            int c = b & 0xff;
            if (c <= 32 || c > 122 || SPECIAL.indexOf(c) >= 0) {
                encoded.append('%').append(digit(c >> 4)).append(digit(c & 15));
            } else {
                encoded.append((char) c);
            }
        }
        return encoded.toString();
    }

    /** Back again; a percent sign without two hex digits stands for itself. */
    public static String decode(String encoded) {
        if (encoded.indexOf('%') < 0) {
            return encoded;
        }
        byte[] in = encoded.getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[in.length];
        int length = 0;
        for (int i = 0; i < in.length; i++) {
            int high = i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
            int low = i + 2 < in.length ? Character.digit(in[i + 2], 16) : -1;
            if (in[i] == '%' && high >= 0 && low >= 0) {
                out[length++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                out[length++] = in[i];
            }
        }
        return new String(out, 0, length, StandardCharsets.UTF_8);
    }

    private static char digit(int value) {
        return "0123456789ABCDEF".charAt(value);
    }
}
