package org.topcoffea.root.writer;

import java.time.LocalDateTime;
import java.util.Objects;
import java.util.UUID;
import org.topcoffea.codec.Compression;

/**
 * How a file is written. Two files with the same name, options and content are the same byte by byte.
 *
 * @param compression the algorithm for all records whose branch does not name another
 * @param level the algorithm's level, 1 (fastest) to 9 (smallest); ignored for {@link Compression#NONE}
 * @param uuid the file's identity
 * @param time the time that is stored with every record, in whole seconds, from 1995 on
 */
public record FileOptions(Compression compression, int level, UUID uuid, LocalDateTime time) {
    /** Checks the parts. */
    public FileOptions {
        Objects.requireNonNull(uuid, "uuid");
        Objects.requireNonNull(time, "time");
        requireLevel(compression, level);
        if (time.getYear() < 1995 || time.getYear() > 2058) {
            throw new IllegalArgumentException("a ROOT file can hold years 1995 to 2058, not " + time.getYear());
        }
    }

    /** Zlib at level 1, a random identity and the present time. */
    public static FileOptions defaults() {
        return new FileOptions(Compression.ZLIB, 1, UUID.randomUUID(), LocalDateTime.now());
    }

    /** These options with another compression. */
    public FileOptions withCompression(Compression newCompression, int newLevel) {
        return new FileOptions(newCompression, newLevel, uuid, time);
    }

    /** These options with a fixed identity and time, for files that come out the same every time. */
    public FileOptions withIdentity(UUID newUuid, LocalDateTime newTime) {
        return new FileOptions(compression, level, newUuid, newTime);
    }

    static void requireLevel(Compression compression, int level) {
        if (compression == Compression.OLD) {
            throw new IllegalArgumentException("files are not written with the compression of ROOT 2");
        }
        if (compression != Compression.NONE && (level < 1 || level > 9)) {
            throw new IllegalArgumentException("levels of " + compression + " are 1 to 9, not " + level);
        }
    }
}
