package org.topcoffea.manager.internal.run;

import java.util.Optional;
import org.topcoffea.plan.FileMetadata;
import org.topcoffea.plan.InputFile;

/** What is remembered of files. */
interface Counting {
    /** What is known of a file without opening it. */
    Optional<FileMetadata> known(InputFile file);

    /** A worker has counted a file. */
    void counted(InputFile file, FileMetadata metadata);

    /** A file is not the one that was counted. */
    void forget(InputFile file);

    /** Whether the number of chunks is limited, so that not all files may matter. */
    boolean limited();
}
