package org.topcoffea.codec.internal.foreign;

import org.topcoffea.codec.Compression;

/** The native libraries that can be called. */
public enum NativeLibrary {
    /** Deflate. */
    DEFLATE(Compression.ZLIB, "libdeflate", "0", "decodes about twice as fast"),
    /** LZMA. */
    LZMA(Compression.LZMA, "liblzma", "5", "decodes 1.3 to 2 times as fast, version 5.6 or newer most"),
    /** Zstandard. */
    ZSTD(Compression.ZSTD, "libzstd", "1", "decodes several times as fast and encodes far smaller"),
    /** LZ4. */
    LZ4(Compression.LZ4, "liblz4", "1", "decodes several times as fast and encodes smaller");

    private final Compression algorithm;
    private final String label;
    private final String major;
    private final String gain;

    NativeLibrary(Compression algorithm, String label, String major, String gain) {
        this.algorithm = algorithm;
        this.label = label;
        this.major = major;
        this.gain = gain;
    }

    /** What it decodes. */
    public Compression algorithm() {
        return algorithm;
    }

    /** Its name without suffix, such as {@code liblzma}. */
    public String label() {
        return label;
    }

    /** What it brings over pure Java. */
    public String gain() {
        return gain;
    }

    /** The system property that names its file. */
    public String property() {
        return "topcoffea.codec." + label;
    }

    /** The name of its file. */
    public String fileName() {
        return System.getProperty("os.name", "").startsWith("Mac")
                ? label + "." + major + ".dylib"
                : label + ".so." + major;
    }
}
