package org.topcoffea.remote.internal.copy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;

/** Checksums of files, written as their kind, a colon and hexadecimal digits. */
public final class Checksums {
    private static final int STEP = 1 << 20;

    private Checksums() {}

    /** The kind of a checksum. */
    public static String kind(String checksum) {
        int colon = checksum.indexOf(':');
        return colon < 0 ? checksum : checksum.substring(0, colon);
    }

    /** In lower case, numbers with all their digits: some servers leave leading zeros out. */
    public static String normal(String checksum) {
        String text = checksum.toLowerCase(Locale.ROOT);
        String digits = text.substring(text.indexOf(':') + 1);
        boolean number = summing(kind(text)) != null;
        return kind(text) + ":" + (number ? "0".repeat(Math.max(0, 8 - digits.length())) : "") + digits;
    }

    /**
     * Computes one.
     *
     * @param kind adler32, crc32, crc32c, or the name of a digest such as md5
     * @return empty if such ones are not known
     */
    public static Optional<String> of(Path file, String kind) throws IOException {
        Checksum sum = summing(kind);
        MessageDigest digest = sum == null ? digest(kind) : null;
        if (sum == null && digest == null) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] step = new byte[STEP];
            for (int n = in.read(step); n >= 0; n = in.read(step)) {
                if (sum != null) {
                    sum.update(step, 0, n);
                } else if (digest != null) {
                    digest.update(step, 0, n);
                }
            }
        }
        String value = digest == null
                ? String.format("%08x", sum == null ? 0 : sum.getValue())
                : HexFormat.of().formatHex(digest.digest());
        return Optional.of(kind + ":" + value);
    }

    private static @Nullable Checksum summing(String kind) {
        return switch (kind) {
            case "adler32" -> new Adler32();
            case "crc32" -> new CRC32();
            case "crc32c" -> new CRC32C();
            default -> null;
        };
    }

    private static @Nullable MessageDigest digest(String kind) {
        String name = switch (kind) {
            case "md5" -> "MD5";
            case "sha1", "sha" -> "SHA-1";
            case "sha256", "sha-256" -> "SHA-256";
            case "sha512", "sha-512" -> "SHA-512";
            default -> "";
        };
        try {
            return name.isEmpty() ? null : MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            return null;
        }
    }
}
