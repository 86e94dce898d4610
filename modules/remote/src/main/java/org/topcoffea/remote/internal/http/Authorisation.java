package org.topcoffea.remote.internal.http;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.topcoffea.remote.Credentials;

/**
 * Which servers may see the user's token: over TLS only, the host that the user named, and after a redirection those of
 * {@code TOPCOFFEA_TOKEN_HOSTS} (names, or domains with a dot before them, separated by commas). Others get what the
 * redirecting server put into the URL, which is how storage systems hand over to their data servers.
 */
final class Authorisation {
    private final Credentials credentials;
    private final List<String> allowed;

    Authorisation(Credentials credentials) {
        this.credentials = credentials;
        this.allowed = List.of(credentials
                .variable("TOPCOFFEA_TOKEN_HOSTS")
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .split("[,\\s]+"));
    }

    /**
     * The value of the header, if it may be sent.
     *
     * @param named what the user named
     * @param asked what is asked now
     */
    Optional<String> headerFor(URI named, URI asked) {
        if (!asked.getScheme().equals("https") || !mayGo(named.getHost(), asked.getHost())) {
            return Optional.empty();
        }
        return credentials.token().map(token -> "Bearer " + token.value());
    }

    private boolean mayGo(String named, String asked) {
        String host = asked.toLowerCase(Locale.ROOT);
        return host.equals(named.toLowerCase(Locale.ROOT))
                || allowed.stream()
                        .filter(entry -> !entry.isEmpty())
                        .anyMatch(entry -> entry.startsWith(".") ? host.endsWith(entry) : host.equals(entry));
    }
}
