package org.topcoffea.remote;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.remote.internal.copy.Checksums;
import org.topcoffea.root.ByteSource;
import org.topcoffea.root.FileByteSource;

class FileCopyTest {
    @TempDir
    private Path directory;

    private Path original;
    private Path target;

    @BeforeEach
    void prepare() throws IOException {
        byte[] content = new byte[20_000_001];
        new Random(3).nextBytes(content);
        original = Files.write(directory.resolve("original"), content);
        target = directory.resolve("copy");
    }

    private FileCopy.Copied copy(boolean replace, Optional<String> expected, FileCopy.Progress progress) {
        try (ByteSource source = FileByteSource.open(original)) {
            return FileCopy.copy(source, target, replace, () -> expected, progress);
        }
    }

    @Test
    void copiesAndCompares() throws IOException {
        List<Long> progress = new ArrayList<>();
        String crc = Checksums.of(original, "crc32c").orElseThrow();
        FileCopy.Copied copied = copy(false, Optional.of(crc), (done, total) -> progress.add(done));
        assertEquals(new FileCopy.Copied(20_000_001, crc, true), copied);
        assertArrayEquals(Files.readAllBytes(original), Files.readAllBytes(target));
        assertEquals(20_000_001, progress.getLast());
        assertTrue(progress.size() > 1);
    }

    @Test
    void saysWhenThereIsNothingToCompareWith() throws IOException {
        FileCopy.Copied copied = copy(false, Optional.empty(), (done, total) -> {});
        assertFalse(copied.verified());
        assertEquals(Checksums.of(original, "adler32").orElseThrow(), copied.checksum());
    }

    @Test
    void leavesNothingBehindWhenTheChecksumIsAnother() throws IOException {
        RemoteException e = assertThrows(
                RemoteException.class, () -> copy(false, Optional.of("adler32:00000001"), (done, total) -> {}));
        assertEquals(RemoteError.CORRUPT, e.error());
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(original), files.toList());
        }
    }

    @Test
    void replacesOnlyWhenToldTo() throws IOException {
        Files.writeString(target, "old");
        RemoteException e =
                assertThrows(RemoteException.class, () -> copy(false, Optional.empty(), (done, total) -> {}));
        assertEquals(RemoteError.UNWRITABLE, e.error());
        assertEquals("old", Files.readString(target));
        copy(true, Optional.empty(), (done, total) -> {});
        assertArrayEquals(Files.readAllBytes(original), Files.readAllBytes(target));
    }

    @Test
    void copiesAnEmptyFile() throws IOException {
        Files.write(original, new byte[0]);
        assertTrue(copy(false, Optional.of("adler32:1"), (done, total) -> {}).verified());
        assertEquals(0, Files.size(target));
    }
}
