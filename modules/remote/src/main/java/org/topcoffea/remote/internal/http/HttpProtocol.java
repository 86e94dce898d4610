package org.topcoffea.remote.internal.http;

import java.io.Closeable;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import org.topcoffea.remote.RemoteError;
import org.topcoffea.remote.RemoteException;
import org.topcoffea.remote.internal.transport.Attempt;
import org.topcoffea.remote.internal.transport.Protocol;
import org.topcoffea.remote.internal.transport.RemoteContext;
import org.topcoffea.remote.internal.transport.RemoteFile;
import org.topcoffea.remote.internal.transport.RemoteUrl;

/**
 * Files of HTTP and WebDAV servers. Always HTTP/1.1: parallel requests then go over connections of their own, which is what
 * a network with losses, and hedging, want.
 */
public final class HttpProtocol implements Protocol {
    private static final Set<String> SCHEMES = Set.of("http", "https", "dav", "davs");
    private static final int MAX_REDIRECTIONS = 10;

    private final RemoteContext context;
    private final Failures failures;
    private final Proxies proxies;
    private final Authorisation authorisation;
    private final Map<Object, HttpClient> clients = new ConcurrentHashMap<>();
    private final Map<String, HostTraits> traits = new ConcurrentHashMap<>();

    /** Connects to nothing yet. */
    public HttpProtocol(RemoteContext context) {
        this.context = context;
        this.failures = new Failures(context);
        this.proxies = new Proxies(context.credentials());
        this.authorisation = new Authorisation(context.credentials());
    }

    @Override
    public Set<String> schemes() {
        return SCHEMES;
    }

    @Override
    public RemoteFile open(RemoteUrl url, Attempt attempt) throws InterruptedException {
        return HttpFile.open(this, url);
    }

    HostTraits traits(URI uri) {
        return traits.computeIfAbsent(HttpAddress.origin(uri), any -> new HostTraits());
    }

    Failures failures() {
        return failures;
    }

    RemoteContext context() {
        return context;
    }

    /** Authorities and certificates are read when TLS is needed first. */
    private HttpClient client(URI uri) {
        if (uri.getScheme().equals("http")) {
            return clients.computeIfAbsent("", any -> builder().build());
        }
        SSLContext tls = context.tls().identified();
        return clients.computeIfAbsent(tls, any -> builder().sslContext(tls).build());
    }

    private HttpClient.Builder builder() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(context.options().connectTimeout())
                .proxy(proxies);
    }

    /** What one request asks for. */
    record Ask(String method, String header, String value, Sink sink, long wholeLimit, Duration firstByte) {}

    /** The answer to a request, and who gave it. */
    record Answer(URI uri, HttpResponse<RangeBody> response) {
        int status() {
            return response.statusCode();
        }

        Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }
    }

    /** A request under way that can be given up. */
    interface Running extends Closeable {
        /** Waits for the answer, following redirections. */
        Answer await() throws InterruptedException;

        @Override
        void close();
    }

    /** Sends a request; redirections are followed when it is waited for. */
    Running send(RemoteUrl url, URI first, Ask ask) {
        Exchange begun = exchange(url, first, ask);
        return new Running() {
            private Exchange current = begun;

            @Override
            public Answer await() throws InterruptedException {
                URI uri = first;
                for (int i = 0; i <= MAX_REDIRECTIONS; i++) {
                    Answer answer = new Answer(uri, current.await());
                    Optional<URI> next = redirection(url, answer);
                    if (next.isEmpty()) {
                        return answer;
                    }
                    uri = next.get();
                    current = exchange(url, uri, ask);
                }
                throw new RemoteException(
                        RemoteError.BAD_ANSWER,
                        url + ": was redirected more than " + MAX_REDIRECTIONS + " times, at last to "
                                + HttpAddress.shown(uri) + ": tell those who run the server");
            }

            @Override
            public void close() {
                current.abandon();
            }
        };
    }

    private Exchange exchange(RemoteUrl url, URI uri, Ask ask) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .method(ask.method(), HttpRequest.BodyPublishers.noBody())
                .header("User-Agent", "topcoffea");
        if (!ask.header().isEmpty()) {
            request.header(ask.header(), ask.value());
        }
        authorisation.headerFor(HttpAddress.of(url), uri).ifPresent(value -> request.header("Authorization", value));
        return new Exchange(
                client(uri),
                request.build(),
                url,
                ask.sink(),
                ask.wholeLimit(),
                ask.firstByte(),
                context.options().progressTimeout(),
                failures);
    }

    private Optional<URI> redirection(RemoteUrl url, Answer answer) {
        switch (answer.status()) {
            case 301, 302, 303, 307, 308 -> {
                String location = answer.header("Location").orElse("");
                try {
                    URI next = answer.uri().resolve(location);
                    checkTarget(url, answer.uri(), next);
                    return Optional.of(next);
                } catch (IllegalArgumentException e) {
                    throw new RemoteException(
                            RemoteError.BAD_ANSWER,
                            url + ": " + HttpAddress.origin(answer.uri()) + " redirects to '"
                                    + RemoteUrl.hideSecrets(location) + "', which is not a URL",
                            e);
                }
            }
            default -> {
                return Optional.empty();
            }
        }
    }

    private static void checkTarget(RemoteUrl url, URI from, URI next) {
        String scheme = String.valueOf(next.getScheme());
        if (next.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw new RemoteException(
                    RemoteError.UNSUPPORTED,
                    url + ": " + HttpAddress.origin(from) + " redirects to " + HttpAddress.shown(next)
                            + ", which is not HTTP: name that URL itself");
        }
        if (from.getScheme().equals("https") && scheme.equals("http")) {
            throw new RemoteException(
                    RemoteError.UNSUPPORTED,
                    url + ": " + HttpAddress.origin(from) + " redirects from https to " + HttpAddress.origin(next)
                            + ", where anybody could change the data: ask those who run the server for https");
        }
    }

    @Override
    public Optional<String> checksum(RemoteUrl url) throws InterruptedException {
        Ask ask = new Ask(
                "HEAD",
                "Want-Digest",
                "adler32",
                new Gathering(),
                Long.MAX_VALUE,
                context.options().openTimeout());
        try (Running running = send(url, HttpAddress.of(url), ask)) {
            Answer answer = running.await();
            if (answer.status() != 200) {
                throw failures.status(
                        url,
                        answer.uri(),
                        answer.status(),
                        answer.response().headers(),
                        answer.response().body().text());
            }
            return answer.header("Digest")
                    .filter(text -> text.matches("(?i)adler32=[0-9a-f]{1,8}"))
                    .map(text -> "adler32:" + "0".repeat(16 - text.length())
                            + text.substring(8).toLowerCase(Locale.ROOT));
        }
    }

    @Override
    public List<String> list(RemoteUrl url) {
        throw new RemoteException(
                RemoteError.UNSUPPORTED, url + ": directories of HTTP servers cannot be listed; name the files");
    }

    @Override
    public void close() {
        clients.values().forEach(HttpClient::shutdownNow);
        clients.values().forEach(HttpClient::close);
        clients.clear();
    }
}
