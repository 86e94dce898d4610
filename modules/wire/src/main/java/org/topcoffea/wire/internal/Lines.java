package org.topcoffea.wire.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.wire.WireError;

/** Lines as bytes. */
final class Lines {
    /** What a line may have, its line break included; all programs hold this. */
    static final int LIMIT = 4096;

    private Lines() {}

    /** A line with its line break. */
    static byte[] bytes(String line) {
        byte[] text = line.getBytes(StandardCharsets.UTF_8);
        if (text.length >= LIMIT) {
            throw new AnalysisException(
                    WireError.BAD_VALUE,
                    "a line of " + text.length + " bytes is too long for the protocol: " + Texts.shortened(line));
        }
        byte[] bytes = Arrays.copyOf(text, text.length + 1);
        bytes[text.length] = '\n';
        return bytes;
    }
}
