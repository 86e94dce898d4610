package org.topcoffea.codec;

/** Compressed bytes that cannot be decoded. */
public final class CodecException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Describes what is wrong with the bytes.
     *
     * @param message the block's position within the payload and what is wrong, without file or branch, which the caller adds
     */
    public CodecException(String message) {
        super(message);
    }
}
