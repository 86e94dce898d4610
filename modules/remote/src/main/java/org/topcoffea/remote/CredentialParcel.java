package org.topcoffea.remote;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A credential on its way to a worker. Whoever carries it sends it over TLS to workers of this program, or as a file with mode
 * 0600 to others when the user says so, and never writes its content anywhere else.
 */
public final class CredentialParcel {
    /** What it is. */
    public enum Kind {
        /** A proxy certificate with its key. */
        PROXY("X509_USER_PROXY", "proxy"),
        /** A bearer token. */
        TOKEN("BEARER_TOKEN_FILE", "token");

        private final String variable;
        private final String name;

        Kind(String variable, String name) {
            this.variable = variable;
            this.name = name;
        }

        /** The environment variable that names the file with it. */
        public String variable() {
            return variable;
        }

        /** The name of the file with it in a {@link CredentialDirectory}. */
        public String file() {
            return name;
        }

        /** The kind of a {@link CredentialParcel#fileName}; empty for any other name. */
        public static Optional<Kind> of(String fileName) {
            return NAME.matcher(fileName).matches()
                    ? Arrays.stream(values())
                            .filter(kind -> fileName.startsWith(PREFIX + kind.name + "-"))
                            .findFirst()
                    : Optional.empty();
        }
    }

    private static final String PREFIX = "credential-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "[a-z]+-[0-9a-f]{16}");
    private static final int SHOWN = 16;
    private static final int MAX_BYTES = 1 << 20;

    private final Kind kind;
    private final byte[] content;
    private final Optional<Instant> expires;

    /**
     * Wraps a credential.
     *
     * @param content the content of its file, at most 1 MiB
     * @param expires when it ends, if it says so
     */
    public CredentialParcel(Kind kind, byte[] content, Optional<Instant> expires) {
        if (content.length == 0 || content.length > MAX_BYTES) {
            throw new IllegalArgumentException("a credential of " + content.length + " bytes");
        }
        this.kind = kind;
        this.content = content.clone();
        this.expires = expires;
    }

    /** What it is. */
    public Kind kind() {
        return kind;
    }

    /** The content of its file. */
    public byte[] content() {
        return content.clone();
    }

    /** When it ends, if it says so. */
    public Optional<Instant> expires() {
        return expires;
    }

    /** A name that differs for every version, and tells nothing: {@code credential-proxy-0123456789abcdef}. */
    public String fileName() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return PREFIX + kind.name + "-" + HexFormat.of().formatHex(digest).substring(0, SHOWN);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Everything but the secret. */
    @Override
    public String toString() {
        return fileName() + expires.map(end -> ", valid until " + end).orElse("");
    }
}
