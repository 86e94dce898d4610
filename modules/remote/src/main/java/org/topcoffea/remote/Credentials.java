package org.topcoffea.remote;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.topcoffea.remote.internal.credential.Pem;
import org.topcoffea.remote.internal.credential.ProxyFile;
import org.topcoffea.remote.internal.credential.SecretFile;
import org.topcoffea.remote.internal.credential.TokenText;

/**
 * The credentials of the user, found as the grid tools find them, and found again when they are renewed.
 *
 * <p>What a worker was given by its manager comes first: the files {@code proxy} and {@code token} of the directory
 * {@code $TOPCOFFEA_CREDENTIALS} ({@link CredentialDirectory}). Otherwise a proxy certificate is {@code $X509_USER_PROXY}, else {@code /tmp/x509up_u<uid>}, else {@code $X509_USER_CERT} with
 * {@code $X509_USER_KEY}. A token is {@code $BEARER_TOKEN}, else the content of {@code $BEARER_TOKEN_FILE}, of
 * {@code $XDG_RUNTIME_DIR/bt_u<uid>} or of {@code /tmp/bt_u<uid>} (WLCG Bearer Token Discovery 1.0). Files must belong to the
 * user and be readable by nobody else. What cannot be used is treated as if it were not there, for a server may ask for
 * nothing; {@link #problems} says why. Thread-safe.
 */
public final class Credentials {
    private static final Path DEFAULT_AUTHORITIES = Path.of("/etc/grid-security/certificates");

    private final Map<String, String> environment;
    private final long user = SecretFile.user();
    private final Map<Path, Remembered> remembered = new HashMap<>();

    /** What was read from a file, and which version of it; a failure is kept, too. */
    private record Remembered(FileTime time, long size, Object content) {}

    private Credentials(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Finds credentials by these environment variables. Reads nothing yet. */
    public static Credentials of(Map<String, String> environment) {
        return new Credentials(environment);
    }

    /** The directory of trusted authorities: {@code $X509_CERT_DIR}, else {@code /etc/grid-security/certificates} if it exists. */
    public Optional<Path> authorities() {
        return variable("X509_CERT_DIR")
                .map(Path::of)
                .or(() -> Optional.of(DEFAULT_AUTHORITIES).filter(Files::isDirectory));
    }

    /** An environment variable, unless it is empty. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** The proxy certificate, if there is one that can be used now. */
    public Optional<X509Proxy> proxy() {
        try {
            return findProxy().filter(proxy -> proxy.expires().isAfter(Instant.now()));
        } catch (RemoteException e) {
            return Optional.empty();
        }
    }

    /** The token, if there is one that can be used now. */
    public Optional<BearerToken> token() {
        try {
            return findToken()
                    .filter(token ->
                            token.expires().isEmpty() || token.expires().get().isAfter(Instant.now()));
        } catch (RemoteException e) {
            return Optional.empty();
        }
    }

    /**
     * What a worker needs to show the same credentials. Ask again from time to time: a parcel that was renewed has another
     * {@link CredentialParcel#fileName}.
     *
     * @return those that can be used now
     */
    public List<CredentialParcel> parcels() {
        List<CredentialParcel> parcels = new ArrayList<>();
        proxy().map(Credentials::text)
                .ifPresent(text -> parcels.add(new CredentialParcel(
                        CredentialParcel.Kind.PROXY,
                        text.getBytes(StandardCharsets.ISO_8859_1),
                        proxy().map(X509Proxy::expires))));
        token().ifPresent(token -> parcels.add(new CredentialParcel(
                CredentialParcel.Kind.TOKEN, token.value().getBytes(StandardCharsets.ISO_8859_1), token.expires())));
        return parcels;
    }

    /** Certificates and key in the form of a proxy file. */
    private static String text(X509Proxy proxy) {
        try {
            StringBuilder text = new StringBuilder(
                    Pem.write("CERTIFICATE", proxy.chain().getFirst().getEncoded()));
            text.append(Pem.write("PRIVATE KEY", proxy.key().getEncoded()));
            for (X509Certificate certificate :
                    proxy.chain().subList(1, proxy.chain().size())) {
                text.append(Pem.write("CERTIFICATE", certificate.getEncoded()));
            }
            return text.toString();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was decoded can be encoded", e);
        }
    }

    /**
     * What is wrong with the credentials that there are, one line each, with what to do.
     *
     * @param needed how long they should last from now on
     */
    public List<String> problems(Duration needed) {
        Instant now = Instant.now();
        return lifetimes().stream()
                .filter(life -> life.left(now).compareTo(needed) < 0)
                .map(life -> life.text(now))
                .toList();
    }

    /**
     * How long a credential is of use.
     *
     * @param what it, for people
     * @param expires when it ends; in the past for one that cannot be used at all
     * @param problem why it cannot be used; empty for one that is in order
     * @param tool what renews it
     */
    record Lifetime(String what, Instant expires, String problem, String tool) {
        Duration left(Instant now) {
            return problem.isEmpty() ? Duration.between(now, expires) : Duration.ofSeconds(-1);
        }

        /** What to do about it. */
        String text(Instant now) {
            Duration left = left(now);
            if (!problem.isEmpty()) {
                return problem;
            }
            return left.isNegative()
                    ? what + " expired " + words(left.negated()) + " ago: renew it with " + tool
                    : what + " ends in " + words(left) + ", maybe before the work does: renew it with " + tool;
        }
    }

    /** The lives of the credentials that there are and that end. */
    List<Lifetime> lifetimes() {
        List<Lifetime> lives = new ArrayList<>();
        String tool = "voms-proxy-init";
        collect(
                lives,
                "proxy",
                tool,
                () -> findProxy()
                        .map(proxy ->
                                new Lifetime("the proxy certificate " + proxy.file(), proxy.expires(), "", tool)));
        String other = "htgettoken or oidc-token";
        collect(
                lives,
                "token",
                other,
                () -> findToken()
                        .flatMap(token -> token.expires()
                                .map(end -> new Lifetime("the token of " + token.source(), end, "", other))));
        return lives;
    }

    private static void collect(List<Lifetime> lives, String what, String tool, Supplier<Optional<Lifetime>> search) {
        try {
            search.get().ifPresent(lives::add);
        } catch (RemoteException e) {
            lives.add(new Lifetime(what, Instant.MIN, String.valueOf(e.getMessage()), tool));
        }
    }

    private static String words(Duration duration) {
        long minutes = Math.max(1, duration.toMinutes());
        if (minutes < 120) {
            return minutes + (minutes == 1 ? " minute" : " minutes");
        }
        return minutes < 48 * 60 ? minutes / 60 + " hours" : minutes / (24 * 60) + " days";
    }

    /** The file of a credential that a manager has sent to this worker. */
    private Optional<Path> sent(CredentialParcel.Kind kind) {
        return variable(CredentialDirectory.VARIABLE).map(directory -> Path.of(directory, kind.file()));
    }

    private Optional<X509Proxy> findProxy() {
        Optional<X509Proxy> sent = sent(CredentialParcel.Kind.PROXY).flatMap(file -> remember(file, ProxyFile::read));
        return sent.isPresent() ? sent : findOwnProxy();
    }

    private Optional<X509Proxy> findOwnProxy() {
        Optional<String> named = variable("X509_USER_PROXY");
        if (named.isPresent()) {
            Optional<X509Proxy> proxy = remember(Path.of(named.get()), ProxyFile::read);
            if (proxy.isEmpty()) {
                throw new RemoteException(
                        RemoteError.BAD_CREDENTIAL,
                        "X509_USER_PROXY names " + named.get() + ", which does not exist: correct it, or make a proxy");
            }
            return proxy;
        }
        Optional<String> certificate = variable("X509_USER_CERT");
        Optional<String> key = variable("X509_USER_KEY");
        return remember(Path.of("/tmp/x509up_u" + user), ProxyFile::read)
                .or(() -> certificate.isEmpty() || key.isEmpty()
                        ? Optional.empty()
                        : remember(Path.of(key.get()), file -> ProxyFile.read(Path.of(certificate.get()), file)));
    }

    private Optional<BearerToken> findToken() {
        Optional<BearerToken> sent = sent(CredentialParcel.Kind.TOKEN).flatMap(this::tokenFile);
        return sent.isPresent() ? sent : findOwnToken();
    }

    private Optional<BearerToken> findOwnToken() {
        Optional<String> direct = variable("BEARER_TOKEN");
        if (direct.isPresent()) {
            return Optional.of(TokenText.parse(direct.get(), "BEARER_TOKEN"));
        }
        Optional<String> named = variable("BEARER_TOKEN_FILE");
        if (named.isPresent()) {
            Optional<BearerToken> token = tokenFile(Path.of(named.get()));
            if (token.isEmpty()) {
                throw new RemoteException(
                        RemoteError.BAD_CREDENTIAL,
                        "BEARER_TOKEN_FILE names " + named.get()
                                + ", which does not exist: correct it, or get a token");
            }
            return token;
        }
        return variable("XDG_RUNTIME_DIR")
                .flatMap(directory -> tokenFile(Path.of(directory, "bt_u" + user)))
                .or(() -> tokenFile(Path.of("/tmp/bt_u" + user)));
    }

    private Optional<BearerToken> tokenFile(Path file) {
        return remember(
                file, path -> SecretFile.read(path, "token").map(text -> TokenText.parse(text, path.toString())));
    }

    /** Reads a file once for each of its versions. */
    @SuppressWarnings("unchecked")
    private synchronized <T> Optional<T> remember(Path file, java.util.function.Function<Path, Optional<T>> reader) {
        FileTime time;
        long size;
        try {
            time = Files.getLastModifiedTime(file);
            size = Files.size(file);
        } catch (IOException e) {
            remembered.remove(file);
            return Optional.empty();
        }
        Remembered known = remembered.get(file);
        if (known == null || !known.time().equals(time) || known.size() != size) {
            Object content;
            try {
                content = reader.apply(file);
            } catch (RemoteException e) {
                content = e;
            }
            known = new Remembered(time, size, content);
            remembered.put(file, known);
        }
        if (known.content() instanceof RemoteException failure) {
            throw new RemoteException(failure.error(), String.valueOf(failure.getMessage()), failure);
        }
        return (Optional<T>) known.content();
    }
}
