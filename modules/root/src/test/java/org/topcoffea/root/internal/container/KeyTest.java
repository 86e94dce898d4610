package org.topcoffea.root.internal.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.topcoffea.root.RootException;

class KeyTest {
    private static final int DATE = 2024 - 1995 << 26 | 2 << 22 | 29 << 17 | 23 << 12 | 58 << 6 | 59;

    private static byte[] key(boolean wide, long seek, long parent) {
        ByteBuffer buffer = ByteBuffer.allocate(100);
        buffer.putInt(1000).putShort((short) (wide ? 1004 : 4)).putInt(2000).putInt(DATE);
        buffer.putShort((short) 60).putShort((short) 3);
        if (wide) {
            buffer.putLong(seek).putLong(parent);
        } else {
            buffer.putInt((int) seek).putInt((int) parent);
        }
        for (String text : new String[] {"TTree", "Events", "a title"}) {
            buffer.put((byte) text.length()).put(text.getBytes(StandardCharsets.US_ASCII));
        }
        return buffer.array();
    }

    @Test
    void positionsOfLargeFilesHave64Bits() {
        Key key = Key.parse(new BytesIn(key(true, 5_000_000_000L, 0x0007_0000_0000_0064L), "test"));
        assertEquals(5_000_000_000L, key.seek());
        // The upper 16 bits belong to something else.
        assertEquals(100, key.parentSeek());
        assertEquals("Events", key.name());
        assertEquals("a title", key.title());
    }

    @Test
    void positionsOfSmallFilesHave32Bits() {
        Key key = Key.parse(new BytesIn(key(false, 1_000_000_000L, 100), "test"));
        assertEquals(1_000_000_000L, key.seek());
        assertEquals(100, key.parentSeek());
        assertEquals(940, key.payloadBytes());
        assertTrue(key.compressed());
        assertEquals(3, key.cycle());
        assertEquals(LocalDateTime.of(2024, 2, 29, 23, 58, 59), key.written());
    }

    @Test
    void impossibleKeysAreRefused() {
        byte[] negative = key(false, 100, 100);
        ByteBuffer.wrap(negative).putInt(6, -5);
        assertThrows(RootException.class, () -> Key.parse(new BytesIn(negative, "test")));
        assertThrows(RootException.class, () -> Key.parse(new BytesIn(new byte[20], "test")));
    }

    @Test
    void datesOutOfRangeDoNotMatter() {
        byte[] bytes = key(false, 100, 100);
        ByteBuffer.wrap(bytes).putInt(10, 0);
        assertEquals(1995, Key.parse(new BytesIn(bytes, "test")).written().getYear());
        assertFalse(Key.parse(new BytesIn(bytes, "test")).className().isEmpty());
    }
}
