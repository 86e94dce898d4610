package org.topcoffea.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.environment.internal.archive.Unpacker;
import org.topcoffea.spi.AnalysisException;

/** Archives made to do harm: refused with a reason, and nothing outside the target is touched. */
class HostileArchiveTest {
    private static final String NAME = "plugin-x-0123456789abcdef.tar.gz";

    @TempDir
    Path work;

    private Path target = Path.of("");

    private interface Content {
        void write(TarArchiveOutputStream tar) throws IOException;
    }

    @BeforeEach
    void fresh() throws IOException {
        target = Files.createDirectories(work.resolve("in/target"));
    }

    private Path archive(Content content) throws IOException {
        Path file = work.resolve("archive");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file));
                TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            content.write(tar);
        }
        return file;
    }

    private static void file(TarArchiveOutputStream tar, String path, byte... bytes) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(path, true);
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    private static void special(TarArchiveOutputStream tar, String path, byte type, String link) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(path, type, true);
        entry.setLinkName(link);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }

    private void assertRefused(Path file, Unpacker.Limits limits) {
        AnalysisException e =
                assertThrows(AnalysisException.class, () -> Unpacker.unpack(NAME, file, 0, target, limits));
        assertEquals(EnvironmentError.HOSTILE_ARCHIVE, e.code());
        assertTrue(String.valueOf(e.getMessage()).contains(NAME), e::getMessage);
        assertEquals(List.of("archive", "in"), names(work));
        assertEquals(List.of("target"), names(work.resolve("in")));
    }

    private static List<String> names(Path directory) {
        try {
            return Trees.files(directory).stream()
                    .map(file -> file.getFileName().toString())
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void pathsThatLeadOut() throws IOException {
        for (String path : List.of(
                "../evil",
                "a/../../evil",
                "/etc/evil",
                "a/./b",
                "./a",
                "a//b",
                "..",
                ".",
                "a/..",
                "a\\b",
                "a\nb",
                "")) {
            Path file = archive(tar -> {
                file(tar, "good", (byte) 1);
                file(tar, path, (byte) 2);
            });
            fresh();
            Files.deleteIfExists(target.resolve("good"));
            assertRefused(file, Unpacker.Limits.USUAL);
        }
    }

    @Test
    void linksAndDevices() throws IOException {
        List<Byte> types = List.of(
                TarConstants.LF_SYMLINK,
                TarConstants.LF_LINK,
                TarConstants.LF_CHR,
                TarConstants.LF_BLK,
                TarConstants.LF_FIFO,
                TarConstants.LF_CONTIG,
                (byte) 'Z');
        for (byte type : types) {
            Path file = archive(tar -> special(tar, "link", type, "../.."));
            assertRefused(file, Unpacker.Limits.USUAL);
        }
    }

    @Test
    void nothingIsWrittenThroughALink() throws IOException {
        Path file = archive(tar -> {
            special(tar, "link", TarConstants.LF_SYMLINK, "..");
            file(tar, "link/evil", (byte) 1);
        });
        assertRefused(file, Unpacker.Limits.USUAL);
        assertFalse(Files.exists(work.resolve("in/evil")));
    }

    @Test
    void namesThatComeTwice() throws IOException {
        assertRefused(
                archive(tar -> {
                    file(tar, "a", (byte) 1);
                    file(tar, "a", (byte) 2);
                }),
                Unpacker.Limits.USUAL);
    }

    @Test
    void bombs() throws IOException {
        Path zeros = archive(tar -> file(tar, "zeros", new byte[10_000_000]));
        assertTrue(Files.size(zeros) < 20_000);
        assertRefused(zeros, new Unpacker.Limits(1_000_000, 100));
        assertRefused(
                archive(tar -> {
                    for (int i = 0; i < 200; i++) {
                        file(tar, "f" + i);
                    }
                }),
                new Unpacker.Limits(1_000_000, 100));
        Path endless = work.resolve("archive");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(endless))) {
            // Empty records are skipped by whoever looks for the next entry, or for the end of the compressed stream.
            out.write(new byte[10_000_000]);
        }
        assertRefused(endless, new Unpacker.Limits(1_000_000, 100));
    }

    @Test
    void pathsWithoutEnd() throws IOException {
        assertRefused(archive(tar -> file(tar, "a/".repeat(3000) + "b")), Unpacker.Limits.USUAL);
        assertRefused(archive(tar -> file(tar, "n".repeat(5000))), Unpacker.Limits.USUAL);
    }

    @Test
    void fileThatIsADirectoryToo() throws IOException {
        Path file = archive(tar -> {
            file(tar, "a", (byte) 1);
            file(tar, "a/b", (byte) 2);
        });
        assertThrows(IOException.class, () -> Unpacker.unpack(NAME, file, 0, target, Unpacker.Limits.USUAL));
    }

    @Test
    void rightsAreOursAlone() throws IOException {
        Path file = archive(tar -> {
            TarArchiveEntry entry = new TarArchiveEntry("tool", true);
            entry.setMode(06777);
            tar.putArchiveEntry(entry);
            tar.closeArchiveEntry();
        });
        Unpacker.unpack(NAME, file, 0, target, Unpacker.Limits.USUAL);
        assertEquals(0755, (int) Files.getAttribute(target.resolve("tool"), "unix:mode") & 07777);
    }

    /** Whatever bytes come, the outcome is an error of ours or of reading, never another one. */
    @Test
    void damagedBytesAreErrorsOfReading() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Path tree = Trees.random(work.resolve("in/tree"), random);
        byte[] good = Files.readAllBytes(pack(tree));
        int refused = 0;
        for (int round = 0; round < 300; round++) {
            byte[] bytes = round % 3 == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
            for (int flips = random.nextInt(4); flips > 0 && bytes.length > 0; flips--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Path file = Files.write(work.resolve("archive"), bytes);
            Path place = Files.createDirectories(work.resolve("in/round" + round));
            try {
                Unpacker.unpack(NAME, file, 0, place, new Unpacker.Limits(10_000_000, 1000));
            } catch (IOException | AnalysisException e) {
                refused++;
            }
        }
        assertTrue(refused > 100, () -> "seed " + seed);
    }

    private Path pack(Path tree) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        org.topcoffea.environment.internal.archive.Packer.write(Trees.content(tree), out);
        return Files.write(work.resolve("archive"), out.toByteArray());
    }

    @Test
    void archivesThatAreNotWhatTheirNameSays() throws IOException {
        Path tree = Trees.write(work.resolve("in/tree/a.jar"), "a").getParent();
        Path file = pack(tree);
        AnalysisException e =
                assertThrows(AnalysisException.class, () -> Unpacked.in(work.resolve("in/places"), file, NAME));
        assertEquals(EnvironmentError.DAMAGED_ARCHIVE, e.code());
        assertEquals(
                List.of(),
                names(work.resolve("in/places")).stream()
                        .filter(n -> !n.endsWith(".lock"))
                        .toList());
        String right = "plugin-x-" + Archive.id(Trees.content(tree).key());
        assertEquals(
                "a",
                Files.readString(Unpacked.in(work.resolve("in/places"), file, right)
                        .jars()
                        .getFirst()));
    }

    @Test
    void namesOfArchivesThatLeadOut() {
        for (String name : List.of("../runtime-0123456789abcdef", "plugin-../x-0123456789abcdef", "x", "runtime-12")) {
            AnalysisException e = assertThrows(AnalysisException.class, () -> Unpacked.in(work, work, name));
            assertEquals(EnvironmentError.HOSTILE_ARCHIVE, e.code());
        }
    }

    @Test
    void whatIsNoArchiveAtAll() throws IOException {
        Path file = Files.write(work.resolve("archive"), "not an archive".getBytes(StandardCharsets.UTF_8));
        AnalysisException e =
                assertThrows(AnalysisException.class, () -> Unpacked.in(work.resolve("in/p"), file, NAME));
        assertEquals(EnvironmentError.DAMAGED_ARCHIVE, e.code());
    }
}
