package org.topcoffea.remote.internal.xrootd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.topcoffea.remote.internal.xrootd.Expectations.CONTENT;
import static org.topcoffea.remote.internal.xrootd.Expectations.expectFailure;
import static org.topcoffea.remote.internal.xrootd.Expectations.expectReadable;

import org.junit.jupiter.api.Test;
import org.topcoffea.remote.RemoteError;

/** Servers that refuse, and what the user is told to do. */
class LoginTest {
    @Test
    void saysWhyItWasRefusedEvenIfTheConnectionEnds() throws Exception {
        byte[] offer = FaultServer.join(new byte[16], "&P=unix&P=host\0".getBytes(UTF_8));
        try (FaultServer server = new FaultServer(CONTENT, call -> switch (call.code()) {
                    case FaultServer.LOGIN -> call.reply(FaultServer.OK, offer);
                    case FaultServer.AUTH ->
                        call.fail(3030, "not you") && call.connection().close();
                    default -> false;
                });
                XrootdProtocol client = Clients.with()) {
            assertTrue(expectFailure(client, server, RemoteError.DENIED)
                    .getMessage()
                    .contains("not you"));
        }
    }

    @Test
    void saysWhyAServerRefuses() throws Exception {
        int[] numbers = {3010, 3011, 3016, 3024, 3028};
        RemoteError[] errors = {
            RemoteError.DENIED,
            RemoteError.MISSING,
            RemoteError.UNSUPPORTED,
            RemoteError.OVERLOADED,
            RemoteError.TLS_FAILED
        };
        for (int i = 0; i < numbers.length; i++) {
            int number = numbers[i];
            try (FaultServer server = new FaultServer(
                            CONTENT, call -> call.code() == FaultServer.OPEN && call.fail(number, "so it is"));
                    XrootdProtocol client = Clients.with()) {
                String message = expectFailure(client, server, errors[i]).getMessage();
                assertTrue(message.contains("so it is") || number == 3016, message);
            }
        }
    }

    @Test
    void saysWhatToDoWithoutCredentials() throws Exception {
        byte[] offer = FaultServer.join(new byte[16], "&P=gsi,v:10600,c:ssl,ca:1.0&P=ztn,0:4096:\0".getBytes(UTF_8));
        try (FaultServer server = new FaultServer(
                        CONTENT, call -> call.code() == FaultServer.LOGIN && call.reply(FaultServer.OK, offer));
                XrootdProtocol client = Clients.with("X509_USER_PROXY", "/nonexistent/proxy")) {
            String message = expectFailure(client, server, RemoteError.DENIED).getMessage();
            assertTrue(message.contains("voms-proxy-init") && message.contains("htgettoken"), message);
            assertTrue(message.contains("X509_USER_PROXY names /nonexistent/proxy"), message);
        }
    }

    @Test
    void logsInWhereTheServerSaysNothingAtLogin() throws Exception {
        try (FaultServer server = new FaultServer(
                        CONTENT, call -> call.code() == FaultServer.LOGIN && call.reply(FaultServer.OK, new byte[0]));
                XrootdProtocol client = Clients.with()) {
            expectReadable(client, server);
        }
    }

    @Test
    void saysWhatAServerWantsThatItCannotGive() throws Exception {
        byte[] offer = FaultServer.join(new byte[16], "&P=krb5,service@REALM&P=pwd,v:1\0".getBytes(UTF_8));
        try (FaultServer server = new FaultServer(
                        CONTENT, call -> call.code() == FaultServer.LOGIN && call.reply(FaultServer.OK, offer));
                XrootdProtocol client = Clients.with()) {
            assertTrue(expectFailure(client, server, RemoteError.DENIED)
                    .getMessage()
                    .contains("krb5, pwd"));
        }
    }
}
