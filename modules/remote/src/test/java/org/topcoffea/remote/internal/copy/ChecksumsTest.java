package org.topcoffea.remote.internal.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksumsTest {
    @TempDir
    private Path directory;

    @Test
    void computesWhatServersKnow() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "123456789");
        assertEquals(Optional.of("adler32:091e01de"), Checksums.of(file, "adler32"));
        assertEquals(Optional.of("crc32:cbf43926"), Checksums.of(file, "crc32"));
        assertEquals(Optional.of("crc32c:e3069283"), Checksums.of(file, "crc32c"));
        assertEquals(Optional.of("md5:25f9e794323b453885f5181f1b624d0b"), Checksums.of(file, "md5"));
        assertEquals(Optional.empty(), Checksums.of(file, "zcrc32"));
    }

    @Test
    void comparesNumbersWithAllTheirDigits() {
        assertEquals("adler32:091e01de", Checksums.normal("Adler32:91E01DE"));
        assertEquals("md5:00ff", Checksums.normal("md5:00FF"));
    }
}
