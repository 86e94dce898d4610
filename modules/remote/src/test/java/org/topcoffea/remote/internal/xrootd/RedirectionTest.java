package org.topcoffea.remote.internal.xrootd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.topcoffea.remote.internal.xrootd.Expectations.CONTENT;
import static org.topcoffea.remote.internal.xrootd.Expectations.expectFailure;
import static org.topcoffea.remote.internal.xrootd.Expectations.expectRanges;
import static org.topcoffea.remote.internal.xrootd.Expectations.expectReadable;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.topcoffea.remote.RemoteError;
import org.topcoffea.remote.RemoteException;
import org.topcoffea.remote.internal.transport.Attempt;
import org.topcoffea.remote.internal.transport.RemoteFile;
import org.topcoffea.remote.internal.transport.RemoteUrl;

/** Servers that send a client elsewhere, and what they are told when that fails. */
class RedirectionTest {
    @Test
    void doesNotRunInCircles() throws Exception {
        AtomicReference<FaultServer> self = new AtomicReference<>();
        try (FaultServer server = new FaultServer(
                        CONTENT,
                        call -> call.code() == FaultServer.OPEN
                                && call.redirect("127.0.0.1", self.get().port()));
                XrootdProtocol client = Clients.with()) {
            self.set(server);
            assertTrue(expectFailure(client, server, RemoteError.BAD_ANSWER)
                    .getMessage()
                    .contains("from server to server"));
        }
    }

    @Test
    void tellsTheManagerWhoFailed() throws Exception {
        try (FaultServer good = new FaultServer(CONTENT, call -> false);
                FaultServer bad = new FaultServer(
                        CONTENT, call -> call.code() == FaultServer.OPEN && call.fail(3007, "the disk is broken"));
                FaultServer manager = new FaultServer(
                                CONTENT,
                                call -> call.code() == FaultServer.OPEN
                                        && call.redirect(
                                                "127.0.0.1",
                                                call.text().contains("tried=127.0.0.1") ? good.port() : bad.port()))
                        .asManager();
                XrootdProtocol client = Clients.with()) {
            try (RemoteFile file = Clients.open(client, manager.url())) {
                assertEquals("127.0.0.1:" + good.port(), file.server());
            }
            assertTrue(manager.calls(FaultServer.OPEN).getLast().text().contains("triedrc=fserr"));
            assertFalse(good.calls(FaultServer.OPEN).getFirst().text().contains("tried="));
        }
    }

    @Test
    void triesAgainWhatFailedIfTheManagerKnowsNobodyElse() throws Exception {
        try (FaultServer good = new FaultServer(CONTENT, call -> false);
                FaultServer manager = new FaultServer(
                                CONTENT,
                                call -> call.code() == FaultServer.OPEN
                                        && (call.text().contains("tried=")
                                                ? call.fail(3011, "no servers are left")
                                                : call.redirect("127.0.0.1", good.port())))
                        .asManager();
                XrootdProtocol client = Clients.with()) {
            Attempt again = new Attempt(2, List.of("127.0.0.1:" + good.port()), RemoteError.UNREACHABLE, false);
            try (RemoteFile file = client.open(RemoteUrl.parse(manager.url()), again)) {
                expectRanges(file);
            }
            assertEquals(2, manager.calls(FaultServer.OPEN).size());
        }
    }

    @Test
    void doesNotCallAFileMissingThatWasThere() throws Exception {
        try (FaultServer manager = new FaultServer(
                                CONTENT, call -> call.code() == FaultServer.OPEN && call.fail(3011, "no such file"))
                        .asManager();
                XrootdProtocol client = Clients.with()) {
            Attempt again = new Attempt(2, List.of("127.0.0.1:1"), RemoteError.UNREACHABLE, false);
            RemoteException e =
                    assertThrows(RemoteException.class, () -> client.open(RemoteUrl.parse(manager.url()), again));
            assertEquals(RemoteError.UNREACHABLE, e.error());
            expectFailure(client, manager, RemoteError.MISSING);
        }
    }

    @Test
    void turnsBackFromAServerThatIsNotThere() throws Exception {
        FaultServer dead = new FaultServer(CONTENT, call -> false);
        int port = dead.port();
        dead.close();
        AtomicInteger asked = new AtomicInteger();
        try (FaultServer good = new FaultServer(CONTENT, call -> false);
                FaultServer manager = new FaultServer(
                                CONTENT,
                                call -> call.code() == FaultServer.OPEN
                                        && call.redirect(
                                                "127.0.0.1", asked.getAndIncrement() == 0 ? port : good.port()))
                        .asManager();
                XrootdProtocol client = Clients.with()) {
            expectReadable(client, manager);
        }
    }

    @Test
    void carriesWhatARedirectionSays() throws Exception {
        try (FaultServer good = new FaultServer(CONTENT, call -> false);
                FaultServer first = new FaultServer(
                        CONTENT,
                        call -> call.code() == FaultServer.OPEN
                                && call.redirect("127.0.0.1?key=abc&two=2?secret", good.port()));
                XrootdProtocol client = Clients.with()) {
            Clients.open(client, first.url() + "?mine=1").close();
            assertEquals(
                    "/file?mine=1&key=abc&two=2",
                    good.calls(FaultServer.OPEN).getFirst().text());
            assertEquals("secret", good.calls(FaultServer.LOGIN).getFirst().text());
        }
    }

    @Test
    void followsAWholeUrl() throws Exception {
        try (FaultServer good = new FaultServer(CONTENT, call -> false);
                FaultServer first = new FaultServer(
                        CONTENT,
                        call -> call.code() == FaultServer.OPEN
                                && call.redirect("root://127.0.0.1:" + good.port() + "//file?a=b", -1));
                XrootdProtocol client = Clients.with()) {
            expectReadable(client, first);
        }
    }
}
