package org.topcoffea.remote.internal.xrootd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.topcoffea.remote.internal.xrootd.Expectations.CONTENT;
import static org.topcoffea.remote.internal.xrootd.Expectations.expectRanges;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.topcoffea.remote.internal.transport.RemoteFile;

/** What a server announces it can do, and servers that break their promise. */
class LimitsTest {
    @Test
    void keepsToTheLimitsOfTheServer() throws Exception {
        try (FaultServer server = new FaultServer(CONTENT, call -> false).withLimits("3\n10000\n15\n");
                XrootdProtocol client = Clients.with()) {
            // the limits have come when something has been read
            try (RemoteFile file = Clients.open(client, server.url())) {
                Clients.read(file, 0, 10);
                assertEquals(3, file.limits().ranges());
                expectRanges(file);
            }
            for (FaultServer.Call call : server.calls(FaultServer.READV)) {
                assertTrue(call.payload().length <= 3 * 16);
                assertTrue(ByteBuffer.wrap(call.payload()).getInt(4) <= 10_000);
            }
        }
    }

    @Test
    void asksForLessWhenTheServerBreaksItsPromise() throws Exception {
        try (FaultServer server = new FaultServer(CONTENT, call -> {
                    if (call.code() != FaultServer.READV) {
                        return false;
                    }
                    boolean large = false;
                    for (int i = 0; i < call.payload().length; i += 16) {
                        large |= ByteBuffer.wrap(call.payload()).getInt(i + 4) > 40_000;
                    }
                    return large && call.fail(3008, "Single readv transfer is too large");
                });
                XrootdProtocol client = Clients.with();
                RemoteFile file = Clients.open(client, server.url())) {
            expectRanges(file);
        }
    }

    @Test
    void asksForFewerRangesWhenTheServerBreaksItsPromise() throws Exception {
        try (FaultServer server = new FaultServer(
                        CONTENT,
                        call -> call.code() == FaultServer.READV
                                && call.payload().length > 16
                                && call.fail(3002, "Read vector is too long"));
                XrootdProtocol client = Clients.with();
                RemoteFile file = Clients.open(client, server.url())) {
            expectRanges(file);
        }
    }
}
