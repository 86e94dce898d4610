package org.topcoffea.runner;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import org.topcoffea.plan.FileUrl;
import org.topcoffea.remote.RemoteFiles;
import org.topcoffea.remote.RemoteOptions;
import org.topcoffea.root.ByteSource;
import org.topcoffea.root.FileByteSource;
import org.topcoffea.spi.AnalysisException;

/** How the names of event files become bytes. */
public final class EventFiles {
    private EventFiles() {}

    /** Connections of the whole process, made when the first file on a server is opened. */
    private static final class Servers {
        private static final RemoteFiles FILES = RemoteFiles.with(RemoteOptions.standard(System.getenv()));
    }

    /**
     * Opens the bytes of a file.
     *
     * @param url a path, {@code file://} and a path, or a URL of a server ({@link RemoteFiles#SCHEMES})
     * @throws AnalysisException if there is no such file, or no way to read such a URL
     */
    public static ByteSource open(String url) {
        int colon = url.indexOf("://");
        if (colon > 0 && RemoteFiles.SCHEMES.contains(url.substring(0, colon).toLowerCase(Locale.ROOT))) {
            return Servers.FILES.open(url);
        }
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
