package org.topcoffea.runner;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.topcoffea.plan.FileUrl;
import org.topcoffea.root.ByteSource;
import org.topcoffea.root.FileByteSource;
import org.topcoffea.spi.AnalysisException;

/** How the names of event files become bytes. */
public final class EventFiles {
    private EventFiles() {}

    /**
     * Opens the bytes of a file.
     *
     * @param url a path, or {@code file://} and a path
     * @throws AnalysisException if there is no such file, or no way to read such a URL
     */
    public static ByteSource open(String url) {
        try {
            Path path = FileUrl.localPath(url)
                    .orElseThrow(() -> new AnalysisException(
                            RunnerError.UNSUPPORTED_URL,
                            url + ": files of this kind cannot be read by this version; copy them to a local disk, or"
                                    + " use a prefix that is a path"));
            return FileByteSource.open(path);
        } catch (InvalidPathException e) {
            throw new AnalysisException(RunnerError.UNSUPPORTED_URL, url + ": not a path (" + e.getReason() + ")", e);
        }
    }
}
