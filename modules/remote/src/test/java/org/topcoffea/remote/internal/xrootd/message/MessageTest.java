package org.topcoffea.remote.internal.xrootd.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MessageTest {
    private static final byte[] HANDLE = {1, 2, 3, 4};

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static byte[] redirection(int port, String text) {
        byte[] host = text.getBytes(UTF_8);
        return ByteBuffer.allocate(4 + host.length).putInt(port).put(host).array();
    }

    @Test
    void beginsWithTheHandshake() {
        assertArrayEquals(
                new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 7, (byte) 0xdc},
                bytes(Requests.handshake()));
    }

    @Test
    void writesReads() {
        assertArrayEquals(
                new byte[] {0x12, 0x34, 0x0b, (byte) 0xc5, 1, 2, 3, 4, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 9, 0, 0, 0, 0},
                bytes(Requests.read(HANDLE, (1L << 32) + 2, 9, 0).encode(0x1234)));
        assertEquals(8, Requests.read(HANDLE, 0, 9, 3).payload().length);
        assertEquals(3, Requests.read(HANDLE, 0, 9, 3).payload()[0]);
        assertArrayEquals(
                new byte[] {0, 1}, Requests.pageRead(HANDLE, 0, 9, 0, true).payload());
    }

    @Test
    void writesVectors() {
        Request request = Requests.vectorRead(HANDLE, new long[] {5, 6}, new int[] {7, 8}, 2);
        assertEquals(2, request.parameters()[15]);
        assertArrayEquals(
                new byte[] {
                    1, 2, 3, 4, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 5, 1, 2, 3, 4, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 6
                },
                request.payload());
    }

    @Test
    void takesRedirectionsApart() {
        assertEquals(
                new Redirection("host.test", 1095, "a=b&c=d", "token", false),
                Redirection.parse(redirection(1095, "host.test?a=b&c=d?token\0")));
        assertEquals(new Redirection("::1", 1094, "", "", false), Redirection.parse(redirection(1094, "[::1]")));
        assertEquals(
                new Redirection("roots://other.test:1//x", 0, "", "", true),
                Redirection.parse(redirection(-1, "roots://other.test:1//x")));
        for (String bad : new String[] {"", "a b", "a/b", "x@y", "?a=b"}) {
            assertThrows(IllegalArgumentException.class, () -> Redirection.parse(redirection(1, bad)), bad);
        }
        assertThrows(IllegalArgumentException.class, () -> Redirection.parse(redirection(70_000, "host")));
        assertThrows(IllegalArgumentException.class, () -> Redirection.parse(new byte[3]));
    }

    @Test
    void takesTheDescriptionOfAServerApart() {
        ByteBuffer body = ByteBuffer.allocate(18).putInt(0x511).putInt(0xc020_0002);
        body.put(new byte[] {'S', 0, 0, 0, 2, 2, 13, 2, 10, 0});
        ProtocolInfo info = ProtocolInfo.parse(body.array());
        assertTrue(info.manager());
        assertTrue(info.pages());
        assertTrue(info.tlsNow());
        SigningRules rules = Objects.requireNonNull(info.signing());
        assertEquals(Set.of(RequestCode.READ), rules.signed());
        assertFalse(rules.force());
        assertNull(ProtocolInfo.parse(new byte[8]).signing());
        assertThrows(IllegalArgumentException.class, () -> ProtocolInfo.parse(new byte[7]));
    }

    @Test
    void signsMoreTheStricterTheLevel() {
        Set<RequestCode> none = SigningRules.of(1, 0, new byte[0]).signed();
        Set<RequestCode> standard = SigningRules.of(2, 0, new byte[0]).signed();
        Set<RequestCode> intense = SigningRules.of(3, 0, new byte[0]).signed();
        SigningRules pedantic = SigningRules.of(4, 2, new byte[0]);
        assertEquals(Set.of(), none);
        assertEquals(Set.of(RequestCode.OPEN), standard);
        assertTrue(intense.contains(RequestCode.CLOSE) && !intense.contains(RequestCode.READ));
        assertTrue(pedantic.signed().contains(RequestCode.READV) && pedantic.force());
        assertFalse(pedantic.signed().contains(RequestCode.AUTH));
    }

    @Test
    void takesDescriptionsOfFilesApart() {
        assertEquals(
                Optional.of(new FileStat("10874505006218752", 4_006_328, 16, 1_700_000_000)),
                FileStat.parse("10874505006218752 4006328 16 1700000000 1 2 rw\0"));
        assertTrue(FileStat.parse("1 0 3 0").orElseThrow().directory());
        assertTrue(FileStat.parse("1 0 8 0").orElseThrow().offline());
        for (String bad : new String[] {"", "1 2 3", "1 x 3 4", "1 -5 16 0", "1 99999999999999999999 16 0"}) {
            assertEquals(Optional.empty(), FileStat.parse(bad), bad);
        }
    }

    @Test
    void saysTheWordsOfAServerInOneLine() {
        assertEquals("two lines", new ServerError(3011, "two\nlines\0").words().strip());
        assertEquals(300, new ServerError(3011, "x".repeat(5000)).words().length());
    }
}
