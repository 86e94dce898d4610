package org.topcoffea.remote.internal.xrootd.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.topcoffea.remote.internal.xrootd.message.Requests;
import org.topcoffea.remote.internal.xrootd.message.ServerError;
import org.topcoffea.remote.internal.xrootd.security.Mechanism;
import org.topcoffea.remote.internal.xrootd.security.Offer;
import org.topcoffea.remote.internal.xrootd.security.Sealer;
import org.topcoffea.remote.internal.xrootd.security.SecurityFailure;

/** Logs in to a server that has been connected to, and proves who the user is if it asks. */
final class Login {
    private static final int SESSION_ID = 16;
    private static final int LONGEST = 1 << 16;
    private static final int ROUNDS = 10;

    private final Session session;
    private final List<String> refusals = new ArrayList<>();

    private Login(Session session) {
        this.session = session;
    }

    /**
     * Makes a session.
     *
     * @param token what a redirector gave for this server; may be empty
     */
    static Session connect(Endpoint endpoint, Settings settings, String token)
            throws IOException, InterruptedException {
        Session session = new Session(endpoint, settings, Opening.connect(endpoint, settings));
        boolean open = false;
        try {
            new Login(session).login(token);
            open = true;
            return session;
        } finally {
            if (!open) {
                session.close();
            }
        }
    }

    private void login(String token) throws IOException, InterruptedException {
        Collected answer = new Collected(LONGEST);
        expectDone(session.ask(Requests.login(session.endpoint().user(), token), answer)
                .await());
        byte[] body = answer.bytes();
        // servers of the first versions of dCache say nothing at all
        byte[] id = Arrays.copyOf(body, SESSION_ID);
        String offers = body.length <= SESSION_ID ? "" : new String(body, SESSION_ID, body.length - SESSION_ID, UTF_8);
        session.begin(id, authenticate(Offer.parse(offers)));
        session.widen();
    }

    private @Nullable Sealer authenticate(List<Offer> offers) throws IOException, InterruptedException {
        if (offers.isEmpty()) {
            return null;
        }
        for (Mechanism mechanism : session.settings().mechanisms().choose(offers, session.peer())) {
            try {
                rounds(mechanism);
                return mechanism.sealer();
            } catch (SecurityFailure e) {
                refusals.add(String.valueOf(e.getMessage()));
            } catch (ServerError e) {
                refusals.add(mechanism.name() + ": refused by the server (" + e.words() + ")");
            } catch (LinkFailure e) {
                if (refusals.isEmpty()) {
                    throw e;
                }
                break;
            }
        }
        List<String> names = offers.stream().map(Offer::protocol).toList();
        throw new SecurityFailure("the server wants one of " + names + "; "
                + (refusals.isEmpty() ? "this program knows none of them" : String.join("; ", refusals)));
    }

    private void rounds(Mechanism mechanism) throws IOException, InterruptedException {
        byte[] credentials = mechanism.begin();
        for (int round = 0; round < ROUNDS; round++) {
            Answer answer = session.ask(Requests.auth(mechanism.name(), credentials), new Collected(LONGEST))
                    .await();
            if (answer instanceof Answer.More more) {
                credentials = mechanism.next(more.challenge());
            } else {
                expectDone(answer);
                return;
            }
        }
        throw new SecurityFailure(mechanism.name() + ": the server asks and asks");
    }

    private static void expectDone(Answer answer) throws LinkFailure {
        if (!(answer instanceof Answer.Done)) {
            throw LinkFailure.garbage("an answer to the login that makes no sense");
        }
    }
}
