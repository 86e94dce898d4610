package org.topcoffea.environment.internal.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Writes content as a compressed tar archive, the same bytes for the same content. */
public final class Packer {
    private static final int PROGRAM = 0755;
    private static final int FILE = 0644;

    private Packer() {}

    /**
     * Writes an archive; the stream stays open.
     *
     * @param content what goes into it
     * @param out where it is written
     */
    public static void write(Content content, OutputStream out) throws IOException {
        try (BlockGzip gzip = new BlockGzip(out)) {
            TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip, StandardCharsets.UTF_8.name());
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            TreeSet<String> directories = new TreeSet<>();
            content.entries().forEach(entry -> addParents(entry.path(), directories));
            for (String directory : directories) {
                tar.putArchiveEntry(header(directory, PROGRAM, 0));
                tar.closeArchiveEntry();
            }
            for (Content.Entry entry : content.entries()) {
                tar.putArchiveEntry(
                        header(entry.path(), entry.executable() ? PROGRAM : FILE, Files.size(entry.file())));
                Files.copy(entry.file(), tar);
                tar.closeArchiveEntry();
            }
            tar.finish();
            gzip.finish();
        }
    }

    private static void addParents(String path, TreeSet<String> directories) {
        for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
            directories.add(path.substring(0, slash + 1));
        }
    }

    private static TarArchiveEntry header(String path, int mode, long size) {
        TarArchiveEntry entry = new TarArchiveEntry(path, true);
        entry.setMode(mode);
        entry.setSize(size);
        entry.setModTime(0);
        entry.setIds(0, 0);
        entry.setNames("", "");
        return entry;
    }
}
