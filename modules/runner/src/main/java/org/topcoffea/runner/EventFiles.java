package org.topcoffea.runner;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.topcoffea.plan.FileAccess;
import org.topcoffea.plan.FileUrl;
import org.topcoffea.remote.RemoteFiles;
import org.topcoffea.root.ByteSource;
import org.topcoffea.root.FileByteSource;
import org.topcoffea.spi.AnalysisException;

/** How the names of event files become bytes. */
public final class EventFiles {
    private EventFiles() {}

    /** The access of this process, for those who give no other; connections are made when they are needed first. */
    private static final class Standard {
        private static final EventAccess ACCESS = EventAccess.with(FileAccess.of(System.getenv()), System.getenv());
    }

    /**
     * Opens the bytes of a file, with the credentials and the column cache that the environment variables of this process
     * name ({@link FileAccess#of(java.util.Map)}).
     *
     * @param url a path, {@code file://} and a path, or a URL of one of the {@link RemoteFiles#SCHEMES}
     * @throws AnalysisException if there is no such file, or no way to read such a URL
     */
    public static ByteSource open(String url) {
        return Standard.ACCESS.open(url);
    }

    /**
     * Opens the bytes of a file.
     *
     * @param url a path, {@code file://} and a path, or a URL of one of the {@link RemoteFiles#SCHEMES}
     * @param remote opens files on servers
     * @throws AnalysisException if there is no such file, or no way to read such a URL
     */
    public static ByteSource open(String url, RemoteFiles remote) {
        return isRemote(url) ? remote.open(url) : local(url);
    }

    /** Whether a name is that of a file on a server that can be read. */
    public static boolean isRemote(String url) {
        return FileUrl.scheme(url).filter(RemoteFiles.SCHEMES::contains).isPresent();
    }

    private static ByteSource local(String url) {
        try {
            Optional<Path> path = FileUrl.localPath(url);
            if (path.isEmpty()) {
                throw new AnalysisException(
                        RunnerError.UNSUPPORTED_URL,
                        url + ": files of this kind cannot be read by this version; copy them to a local disk, or use a"
                                + " prefix that is a path");
            }
            return FileByteSource.open(path.get());
        } catch (InvalidPathException e) {
            throw new AnalysisException(RunnerError.UNSUPPORTED_URL, url + ": not a path (" + e.getReason() + ")", e);
        }
    }
}
