package org.topcoffea.plan;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads small text files whole, with a bound on their size and one plain line when that does not work. */
final class TextFile {
    private static final long MAXIMUM_BYTES = 64L << 20;

    private TextFile() {}

    /**
     * The text of a UTF-8 file without a byte order mark, or empty after reporting a problem.
     *
     * @param path the file
     * @param where how the user named it, and where
     * @param bad the code to report when the content is not text
     */
    static Optional<String> read(Path path, String where, PlanError bad, Problems problems) {
        try {
            if (Files.size(path) > MAXIMUM_BYTES) {
                problems.add(bad, where + ": has more than " + (MAXIMUM_BYTES >> 20) + " MiB; is this a text file?");
                return Optional.empty();
            }
            byte[] bytes = Files.readAllBytes(path);
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.indexOf('\0') >= 0) {
                problems.add(bad, where + ": contains binary data; a text file is needed");
                return Optional.empty();
            }
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            problems.add(bad, where + ": is not UTF-8 text");
        } catch (NoSuchFileException e) {
            problems.add(PlanError.NO_SUCH_INPUT, where + ": there is no such file");
        } catch (AccessDeniedException e) {
            problems.add(PlanError.NO_SUCH_INPUT, where + ": you may not read it; check its permissions");
        } catch (IOException e) {
            problems.add(PlanError.NO_SUCH_INPUT, where + ": cannot be read: " + e.getMessage());
        }
        return Optional.empty();
    }
}
