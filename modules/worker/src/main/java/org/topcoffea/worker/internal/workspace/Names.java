package org.topcoffea.worker.internal.workspace;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.worker.WorkerError;

/** Names and paths that managers send, turned into paths that stay where they belong. */
final class Names {
    private static final int LONGEST = 255;

    private Names() {}

    /**
     * The place of a cached object.
     *
     * @throws AnalysisException {@link WorkerError#HOSTILE_NAME} unless the name is one plain component
     */
    static Path inCache(Path cache, String name) {
        if (name.isEmpty()
                || name.equals(".")
                || name.equals("..")
                || name.indexOf('/') >= 0
                || name.indexOf('\0') >= 0
                || name.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            throw hostile(name, "is not the name of a cached object");
        }
        return resolve(cache, name);
    }

    /**
     * A place in a sandbox. No directory on the way there may be a symbolic link, as it could lead out.
     *
     * @throws AnalysisException {@link WorkerError#HOSTILE_NAME} if the path leads out of the sandbox or is the sandbox
     */
    static Path inSandbox(Path sandbox, String path) {
        Path wanted = resolve(sandbox, path);
        Path place = wanted.normalize();
        if (path.isEmpty() || path.startsWith("/") || !place.startsWith(sandbox) || place.equals(sandbox)) {
            throw hostile(path, "leads out of the sandbox");
        }
        Path parent = sandbox;
        for (Path part : sandbox.relativize(place.getParent())) {
            parent = parent.resolve(part);
            if (Files.isSymbolicLink(parent)) {
                throw hostile(path, "leads through a symbolic link");
            }
            if (!Files.exists(parent, LinkOption.NOFOLLOW_LINKS)) {
                break;
            }
        }
        return place;
    }

    private static Path resolve(Path directory, String name) {
        try {
            return directory.resolve(name);
        } catch (InvalidPathException e) {
            throw hostile(name, "is not a path");
        }
    }

    private static AnalysisException hostile(String name, String why) {
        return new AnalysisException(WorkerError.HOSTILE_NAME, "'" + name + "' " + why + "; it is refused");
    }
}
