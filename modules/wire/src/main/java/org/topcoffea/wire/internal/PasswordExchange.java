package org.topcoffea.wire.internal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.topcoffea.wire.CloseReason;

/**
 * Both sides prove that they know the password, without saying it. Sans I/O: takes lines, gives lines.
 *
 * <p>The exchange is that of Work Queue, SHA-1 of the password and the other side's challenge. A challenge that begins with
 * {@link #STRONG} says that its sender can do better; when both do, the answer is HMAC-SHA-256 over role, both challenges and the
 * server's certificate, so that an answer serves neither in the other direction nor on another connection, and a listener in the
 * middle of TLS is noticed. Taking the mark out of a challenge on its way makes the exchange fail, as the challenge is part of
 * what is proven.
 */
public final class PasswordExchange {
    /** Begins the challenges of those who know the stronger proof. */
    static final String STRONG = "topcoffeahmac";

    private static final String METHOD = "auth password sha1";
    private static final int CHALLENGE = 63;
    private static final int CHALLENGE_LIMIT = 1024;
    private static final SecureRandom RANDOM = new SecureRandom();
    /** Challenges of this process that wait for an answer, with their role: nobody may let us answer our own. */
    private static final Set<String> OPEN = ConcurrentHashMap.newKeySet();

    private final byte[] password;
    private final boolean manager;
    private final String certificate;
    private final String own;
    private String peer = "";
    private Stage stage = Stage.METHOD;
    private boolean peerIsRight;

    /**
     * Begins an exchange.
     *
     * @param password every byte of it
     * @param manager whether this is the manager's side
     * @param certificate the fingerprint of the server's certificate as this side sees it; empty without TLS
     */
    public PasswordExchange(byte[] password, boolean manager, String certificate) {
        this(password, manager, certificate, challenge());
    }

    PasswordExchange(byte[] password, boolean manager, String certificate, String challenge) {
        this.password = password;
        this.manager = manager;
        this.certificate = certificate;
        this.own = challenge;
        OPEN.add(role(manager) + own);
    }

    private static String challenge() {
        StringBuilder text = new StringBuilder(STRONG);
        while (text.length() < CHALLENGE) {
            text.append((char) ('a' + RANDOM.nextInt(26)));
        }
        return text.toString();
    }

    /** The lines to send at once. */
    public List<String> begin() {
        return List.of(METHOD, own);
    }

    /** Takes a line of the other side; returns the lines to send now. */
    public List<String> line(String line) throws Fault {
        switch (stage) {
            case METHOD -> {
                if (!line.equals(METHOD)) {
                    throw fault(
                            manager ? "wants no password, but this manager has one" : "sends no password challenge");
                }
                stage = Stage.CHALLENGE;
                return List.of();
            }
            case CHALLENGE -> {
                return List.of(challenged(line));
            }
            case ANSWER -> {
                peerIsRight = MessageDigest.isEqual(bytes(line), bytes(proof(!manager)));
                stage = Stage.VERDICT;
                return List.of(peerIsRight ? "ok" : "failure");
            }
            default -> {
                stage = Stage.DONE;
                forget();
                if (!peerIsRight || !line.equals("ok")) {
                    throw fault("has another password; note that a line break at the end of a password file counts");
                }
                return List.of();
            }
        }
    }

    private String challenged(String line) throws Fault {
        if (line.isEmpty() || line.length() >= CHALLENGE_LIMIT || OPEN.contains(role(manager) + line)) {
            throw fault("sends a challenge that is none");
        }
        peer = line;
        stage = Stage.ANSWER;
        return proof(manager);
    }

    /** What the side in this role has to answer. */
    private String proof(boolean asManager) {
        String toProver = asManager == manager ? peer : own;
        try {
            if (strong()) {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(password, "HmacSHA256"));
                String managers = manager ? own : peer;
                String workers = manager ? peer : own;
                String text =
                        "topcoffea wire 1\n" + role(asManager) + "\n" + managers + "\n" + workers + "\n" + certificate;
                return HexFormat.of().formatHex(mac.doFinal(bytes(text)));
            }
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            digest.update(password);
            digest.update((byte) ' ');
            return HexFormat.of().formatHex(digest.digest(bytes(toProver)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA", e);
        }
    }

    private static String role(boolean asManager) {
        return asManager ? "manager" : "worker";
    }

    /** Whether both sides know the stronger proof. */
    public boolean strong() {
        return own.startsWith(STRONG) && peer.startsWith(STRONG);
    }

    /** Whether both sides have proven that they know the password. */
    public boolean done() {
        return stage == Stage.DONE && peerIsRight;
    }

    /** Ends the exchange, however far it came. */
    public void forget() {
        OPEN.remove(role(manager) + own);
    }

    private static Fault fault(String text) {
        return new Fault(CloseReason.Kind.PASSWORD, "the other side " + text);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private enum Stage {
        METHOD,
        CHALLENGE,
        ANSWER,
        VERDICT,
        DONE
    }
}
