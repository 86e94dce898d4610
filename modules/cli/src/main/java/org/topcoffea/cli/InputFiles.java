package org.topcoffea.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.task.TaskError;

/** Files that commands are told to read as a whole. */
final class InputFiles {
    private InputFiles() {}

    /**
     * Reads a file.
     *
     * @throws AnalysisException {@link TaskError#UNREADABLE} with the reason
     */
    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new AnalysisException(TaskError.UNREADABLE, file + ": there is no such file", e);
        } catch (IOException e) {
            throw new AnalysisException(TaskError.UNREADABLE, file + ": cannot be read (" + e.getMessage() + ")", e);
        }
    }
}
