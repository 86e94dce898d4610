package org.topcoffea.remote.internal.xrootd.security;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;

/** The numbers by which the directories of authorities name the file of an authority: a new one and an old one. */
final class NameHash {
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int UTF8 = 12;
    private static final Pattern SPACES = Pattern.compile("[ \\t\\n\\u000b\\f\\r]+");

    private NameHash() {}

    /** The hash that OpenSSL has used since its version 1.0. */
    static String current(X500Principal name) {
        return text(digest("SHA-1", canonical(name.getEncoded())));
    }

    /** The hash of older versions. */
    static String old(X500Principal name) {
        return text(digest("MD5", name.getEncoded()));
    }

    private static String text(byte[] digest) {
        int word = ByteBuffer.wrap(digest).order(ByteOrder.LITTLE_ENDIAN).getInt();
        return String.format("%08x", word);
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }

    /** The sets of the name without the sequence around them, texts as UTF-8 in lower case with single spaces. */
    private static byte[] canonical(byte[] name) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuffer sets = content(ByteBuffer.wrap(name), SEQUENCE);
        while (sets.hasRemaining()) {
            ByteBuffer attributes = content(sets, SET);
            ByteArrayOutputStream set = new ByteArrayOutputStream();
            while (attributes.hasRemaining()) {
                set.writeBytes(attribute(content(attributes, SEQUENCE)));
            }
            out.writeBytes(wrap(SET, set.toByteArray()));
        }
        return out.toByteArray();
    }

    private static byte[] attribute(ByteBuffer in) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(wrap(OBJECT_IDENTIFIER, bytes(content(in, OBJECT_IDENTIFIER))));
        int tag = in.get(in.position()) & 0xff;
        byte[] value = bytes(content(in, tag));
        Charset charset = charset(tag);
        if (charset == null) {
            out.writeBytes(wrap(tag, value));
        } else {
            String text =
                    SPACES.matcher(new String(value, charset)).replaceAll(" ").strip();
            out.writeBytes(wrap(UTF8, lower(text).getBytes(StandardCharsets.UTF_8)));
        }
        return wrap(SEQUENCE, out.toByteArray());
    }

    /** Only letters of ASCII have a lower case here. */
    private static String lower(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        text.chars()
                .forEach(c -> lower.append(c < 128 ? String.valueOf((char) c).toLowerCase(Locale.ROOT) : (char) c));
        return lower.toString();
    }

    private static @org.jspecify.annotations.Nullable Charset charset(int tag) {
        return switch (tag) {
            case UTF8 -> StandardCharsets.UTF_8;
            case 19, 22, 26 -> StandardCharsets.US_ASCII;
            case 20 -> StandardCharsets.ISO_8859_1;
            case 30 -> StandardCharsets.UTF_16BE;
            default -> null;
        };
    }

    private static ByteBuffer content(ByteBuffer in, int tag) {
        if ((in.get() & 0xff) != tag) {
            throw new IllegalArgumentException("not the name of a certificate");
        }
        int length = in.get() & 0xff;
        if (length >= 0x80) {
            int octets = length & 0x7f;
            length = 0;
            for (int i = 0; i < octets; i++) {
                length = length << 8 | in.get() & 0xff;
            }
        }
        ByteBuffer content = in.slice(in.position(), length);
        in.position(in.position() + length);
        return content;
    }

    private static byte[] bytes(ByteBuffer in) {
        byte[] bytes = new byte[in.remaining()];
        in.get(bytes);
        return bytes;
    }

    private static byte[] wrap(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else if (content.length < 0x100) {
            out.write(0x81);
            out.write(content.length);
        } else {
            out.write(0x82);
            out.write(content.length >>> 8);
            out.write(content.length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }
}
