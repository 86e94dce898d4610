package org.topcoffea.remote.internal.xrootd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.topcoffea.remote.internal.xrootd.Expectations.CONTENT;
import static org.topcoffea.remote.internal.xrootd.Expectations.expectFailure;
import static org.topcoffea.remote.internal.xrootd.Expectations.expectRanges;
import static org.topcoffea.remote.internal.xrootd.Expectations.expectReadable;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.topcoffea.remote.RemoteError;
import org.topcoffea.remote.internal.transport.Attempt;
import org.topcoffea.remote.internal.transport.RemoteFile;
import org.topcoffea.remote.internal.transport.RemoteUrl;

/** How many connections there are to a server, over which addresses, and what becomes of broken ones. */
class ConnectionsTest {
    @Test
    void doesWhatAGoodServerExpects() throws Exception {
        try (FaultServer server = new FaultServer(CONTENT, call -> false);
                XrootdProtocol client = Clients.with()) {
            expectReadable(client, server);
            assertEquals("/file", server.calls(FaultServer.OPEN).getFirst().text());
        }
    }

    @Test
    void speaksBothAddressFamilies() throws Exception {
        FaultServer six;
        try {
            six = new FaultServer(CONTENT, call -> false, "::1");
        } catch (IOException e) {
            assumeTrue(false, "skipped: this machine has no IPv6 (" + e.getMessage() + ")");
            return;
        }
        try (six;
                FaultServer four = new FaultServer(
                        CONTENT, call -> call.code() == FaultServer.OPEN && call.redirect("[::1]", six.port()));
                XrootdProtocol client = Clients.with()) {
            expectReadable(client, four);
            try (RemoteFile file = Clients.open(client, "root://[::1]:" + six.port() + "//file")) {
                assertEquals("[::1]:" + six.port(), file.server());
                expectRanges(file);
            }
            // a name with addresses of both families, of which only one has a server behind it
            try (RemoteFile file = Clients.open(client, "root://localhost:" + four.port() + "//file")) {
                expectRanges(file);
            }
        }
    }

    @Test
    void readsOverOneConnectionIfMoreCannotBeHad() throws Exception {
        try (FaultServer server =
                        new FaultServer(CONTENT, call -> call.code() == FaultServer.BIND && call.fail(3013, "no"));
                XrootdProtocol client = Clients.with("XRD_SUBSTREAMSPERCHANNEL", "3")) {
            expectReadable(client, server);
            assertEquals(1, server.calls(FaultServer.BIND).size());
        }
    }

    @Test
    void sharesOneConnectionUnlessAskedForAnother() throws Exception {
        try (FaultServer server = new FaultServer(CONTENT, call -> false);
                XrootdProtocol client = Clients.with();
                RemoteFile first = Clients.open(client, server.url());
                RemoteFile second = Clients.open(client, server.url());
                RemoteFile apart = client.open(
                        RemoteUrl.parse(server.url()), new Attempt(2, List.of(), RemoteError.TIMED_OUT, true))) {
            for (RemoteFile file : List.of(first, second, apart)) {
                expectRanges(file);
            }
            assertEquals(2, server.calls(FaultServer.LOGIN).size());
        }
    }

    @Test
    void opensNewConnectionsWhenOldOnesBroke() throws Exception {
        AtomicInteger opens = new AtomicInteger();
        try (FaultServer server = new FaultServer(
                        CONTENT,
                        call -> call.code() == FaultServer.OPEN
                                && opens.getAndIncrement() == 0
                                && call.connection().close());
                XrootdProtocol client = Clients.with()) {
            expectFailure(client, server, RemoteError.UNREACHABLE);
            expectReadable(client, server);
        }
    }
}
