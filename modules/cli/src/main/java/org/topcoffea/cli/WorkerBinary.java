package org.topcoffea.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.topcoffea.batch.BatchError;
import org.topcoffea.batch.BatchException;
import org.topcoffea.batch.JobFiles;
import org.topcoffea.batch.JobScript;
import org.topcoffea.environment.EnvironmentCache;
import org.topcoffea.environment.RuntimeArchive;

/** The file that is submitted as a worker. */
final class WorkerBinary {
    private WorkerBinary() {}

    /**
     * Another program if one is named; else this image: as the archive that unpacks itself, or, where workers see the image
     * under its own path, as a script that starts it.
     *
     * @param given what was named
     * @param shared whether workers see the image
     * @param scratch where the script is written
     */
    static Path of(Optional<String> given, boolean shared, Path scratch) {
        if (given.isPresent()) {
            return named(given.get());
        }
        Path image = Image.directory();
        if (image == null) {
            throw new BatchException(
                    BatchError.MISSING_FILE,
                    "this program does not run from an image, which is what workers are sent: start bin/topcoffea of an"
                            + " image, or name a worker with --worker-binary");
        }
        if (!shared) {
            return RuntimeArchive.of(image, EnvironmentCache.ofUser()).file();
        }
        Path script = scratch.resolve("worker.sh");
        JobFiles.makePrivate(scratch);
        JobFiles.write(
                script,
                "#!/bin/sh\nexec "
                        + JobScript.quoted(image.resolve("bin/topcoffea").toString()) + " worker \"$@\"\n",
                true);
        return script;
    }

    private static Path named(String name) {
        Optional<Path> found = name.indexOf('/') >= 0 ? Optional.of(Path.of(name)) : WorkerJobOptions.inPath(name);
        return found.filter(Files::isReadable)
                .orElseThrow(() -> new BatchException(
                        BatchError.MISSING_FILE, "--worker-binary " + name + ": there is no such program"));
    }
}
