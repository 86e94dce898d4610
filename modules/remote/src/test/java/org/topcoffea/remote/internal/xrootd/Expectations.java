package org.topcoffea.remote.internal.xrootd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.topcoffea.remote.RemoteError;
import org.topcoffea.remote.RemoteException;
import org.topcoffea.remote.internal.transport.RemoteFile;

/** What tests with a {@link FaultServer} read, and what they expect to get. */
final class Expectations {
    static final byte[] CONTENT = content();

    private Expectations() {}

    private static byte[] content() {
        byte[] bytes = new byte[200_000];
        new Random(11).nextBytes(bytes);
        return bytes;
    }

    static void expectReadable(XrootdProtocol client, FaultServer server) throws InterruptedException {
        try (RemoteFile file = Clients.open(client, server.url())) {
            assertEquals(CONTENT.length, file.size());
            assertArrayEquals(CONTENT, Clients.read(file, 0, CONTENT.length));
            expectRanges(file);
        }
    }

    static void expectRanges(RemoteFile file) throws InterruptedException {
        long[] positions = {0, 5000, 99_990};
        MemorySegment[] targets = {
            MemorySegment.ofArray(new byte[10]),
            MemorySegment.ofArray(new byte[90_000]),
            MemorySegment.ofArray(new byte[100_010])
        };
        file.read(positions, targets);
        for (int i = 0; i < positions.length; i++) {
            int begin = (int) positions[i];
            byte[] expected = Arrays.copyOfRange(CONTENT, begin, begin + (int) targets[i].byteSize());
            assertArrayEquals(expected, (byte[]) targets[i].heapBase().orElseThrow());
        }
    }

    static RemoteException expectFailure(XrootdProtocol client, FaultServer server, RemoteError error) {
        RemoteException e = assertThrows(RemoteException.class, () -> expectReadable(client, server));
        assertEquals(error, e.error(), e.getMessage());
        return e;
    }

    static byte[] rangeOf(FaultServer.Call call) {
        ByteBuffer in = call.parameterBytes().position(4);
        int begin = (int) in.getLong();
        return Arrays.copyOfRange(CONTENT, begin, begin + in.getInt());
    }

    static byte[] vectorOf(FaultServer.Call call) {
        byte[] all = {};
        ByteBuffer items = ByteBuffer.wrap(call.payload());
        while (items.hasRemaining()) {
            byte[] header = new byte[16];
            items.get(header);
            int begin = (int) ByteBuffer.wrap(header).getLong(8);
            byte[] bytes = Arrays.copyOfRange(
                    CONTENT, begin, begin + ByteBuffer.wrap(header).getInt(4));
            all = FaultServer.join(all, FaultServer.join(header, bytes));
        }
        return all;
    }
}
