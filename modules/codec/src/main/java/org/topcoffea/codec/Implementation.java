package org.topcoffea.codec;

/**
 * Tells which implementation serves an algorithm.
 *
 * @param algorithm the algorithm
 * @param foreign whether decoding is done by a native library
 * @param decoder what decodes, such as {@code "liblzma"} or {@code "pure Java"}
 * @param encoder what encodes
 * @param version the library's version, or an empty string
 * @param location the library's file, or an empty string if there is none or it is not known
 * @param advice why it is not a better one, and what that would bring; empty if there is nothing to gain
 */
public record Implementation(
        Compression algorithm,
        boolean foreign,
        String decoder,
        String encoder,
        String version,
        String location,
        String advice) {
    /** The same implementation with other advice. */
    public Implementation withAdvice(String other) {
        return new Implementation(algorithm, foreign, decoder, encoder, version, location, other);
    }
}
