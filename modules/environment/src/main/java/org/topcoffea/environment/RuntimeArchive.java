package org.topcoffea.environment;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.topcoffea.environment.internal.archive.Content;
import org.topcoffea.environment.internal.archive.Packer;
import org.topcoffea.spi.AnalysisException;

/**
 * The image of this program without what workers never need (pictures, plugins, what plugins are compiled against), as one
 * file that unpacks itself: a shell script of {@value #HEADER} bytes, then a compressed tar archive. {@code sh FILE COMMAND}
 * runs a command of {@code topcoffea} where there are {@code sh}, {@code tar} and {@code gzip} and no Java.
 */
public final class RuntimeArchive {
    /** The size of the script in front. */
    static final int HEADER = 8192;

    /** Where an image keeps its own key, written when it is made. */
    private static final String KEY_FILE = "lib/runtime.key";

    private static final List<String> NEEDLESS_DIRECTORIES = List.of("plugins/", "legal/", "lib/api/", "lib/jfr/");

    /** Native parts of drawing, and programs for people. */
    private static final List<String> NEEDLESS_FILES = List.of(
            KEY_FILE,
            "bin/jfr",
            "lib/jexec",
            "lib/jrt-fs.jar",
            "lib/libawt.so",
            "lib/libawt_headless.so",
            "lib/libfontmanager.so",
            "lib/libfreetype.so",
            "lib/libj2gss.so",
            "lib/libjavajpeg.so",
            "lib/libjawt.so",
            "lib/liblcms.so",
            "lib/libmlib_image.so",
            "lib/libprefs.so",
            "lib/psfont.properties.ja",
            "lib/psfontj2d.properties");

    private RuntimeArchive() {}

    /**
     * The archive of an image, from the cache or packed now (a few seconds, once for each image).
     *
     * @param image the directory with {@code bin/topcoffea}
     * @param cache where archives are kept
     * @throws AnalysisException {@link EnvironmentError#NOT_AN_IMAGE}, {@link EnvironmentError#IMAGE_CHANGED} or
     *     {@link EnvironmentError#CACHE_FAILED}
     */
    public static Archive of(Path image, EnvironmentCache cache) {
        String key = key(image);
        String name = "runtime-" + Archive.id(key);
        Path body = cache.directory().resolve(name + ".body.part");
        return cache.get(name + ".sh", key, out -> pack(image, key, body, out));
    }

    /**
     * The key of an image: equal for the image and for what workers unpack from its archive. It is read from the image, which
     * was told its own when it was made, or computed from its files.
     *
     * @throws AnalysisException {@link EnvironmentError#NOT_AN_IMAGE}
     */
    public static String key(Path image) {
        checkImage(image);
        Path known = image.resolve(KEY_FILE);
        try {
            return Files.exists(known)
                    ? Files.readString(known).strip()
                    : content(image).key();
        } catch (IOException e) {
            throw unreadable(image, e);
        }
    }

    /**
     * Writes the key of an image into it, the last step of making one.
     *
     * @return the key
     */
    public static String seal(Path image) {
        checkImage(image);
        try {
            String key = content(image).key();
            Files.writeString(image.resolve(KEY_FILE), key + "\n");
            return key;
        } catch (IOException e) {
            throw unreadable(image, e);
        }
    }

    private static void checkImage(Path image) {
        if (!Files.isExecutable(image.resolve("bin/topcoffea")) || !Files.exists(image.resolve("lib/modules"))) {
            throw new AnalysisException(
                    EnvironmentError.NOT_AN_IMAGE,
                    image + " is not an image of topcoffea, which is what workers are sent:"
                            + " start the program by bin/topcoffea of an image");
        }
    }

    private static AnalysisException unreadable(Path image, IOException e) {
        return new AnalysisException(
                EnvironmentError.BAD_INPUT, "the image " + image + " cannot be read (" + e + "): install it again", e);
    }

    static Content content(Path image) throws IOException {
        return Content.of(
                image,
                path -> !NEEDLESS_FILES.contains(path)
                        && NEEDLESS_DIRECTORIES.stream().noneMatch(path::startsWith));
    }

    /** The script in front holds the hash of what follows it, which is packed into a file first. */
    private static void pack(Path image, String key, Path body, OutputStream out) throws IOException {
        Content content = content(image);
        if (!content.key().equals(key)) {
            throw new AnalysisException(
                    EnvironmentError.IMAGE_CHANGED,
                    "files of the image " + image + " were changed after it was made: install it again, or delete "
                            + image.resolve(KEY_FILE) + " if that was meant");
        }
        MessageDigest digest = Content.sha256();
        try {
            try (OutputStream packed = new DigestOutputStream(Files.newOutputStream(body), digest)) {
                Packer.write(withKey(image, content), packed);
            }
            out.write(header(key, HexFormat.of().formatHex(digest.digest())));
            Files.copy(body, out);
        } finally {
            Files.deleteIfExists(body);
        }
    }

    /** What is unpacked knows its key, too. */
    private static Content withKey(Path image, Content content) {
        Path known = image.resolve(KEY_FILE);
        if (!Files.exists(known)) {
            return content;
        }
        List<Content.Entry> entries = new java.util.ArrayList<>(content.entries());
        entries.add(new Content.Entry(KEY_FILE, known, false));
        return new Content(entries);
    }

    private static byte[] header(String key, String sha256) throws IOException {
        try (InputStream in = Objects.requireNonNull(RuntimeArchive.class.getResourceAsStream("runtime.sh"))) {
            String script = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@KEY@", Archive.id(key))
                    .replace("@SHA256@", sha256)
                    .replace("@NEXT@", Integer.toString(HEADER + 1));
            byte[] text = script.getBytes(StandardCharsets.UTF_8);
            if (text.length > HEADER) {
                throw new IllegalStateException("the script in front of the runtime has " + text.length + " bytes");
            }
            byte[] header = Arrays.copyOf(text, HEADER);
            Arrays.fill(header, text.length, HEADER, (byte) '\n');
            return header;
        }
    }
}
