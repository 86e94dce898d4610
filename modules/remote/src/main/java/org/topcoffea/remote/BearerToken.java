package org.topcoffea.remote;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A token of the user.
 *
 * @param value the secret itself
 * @param source the variable or file it comes from
 * @param expires when it ends, if it says so
 * @param audience the servers that it is for, as it says; empty if it does not
 * @param issuer who issued it, as it says; may be empty
 */
public record BearerToken(
        String value, String source, Optional<Instant> expires, List<String> audience, String issuer) {
    /** Copies the list. */
    public BearerToken {
        audience = List.copyOf(audience);
    }

    /** Everything but the secret. */
    @Override
    public String toString() {
        return "token from " + source + (issuer.isEmpty() ? "" : " of " + issuer)
                + expires.map(end -> ", valid until " + end).orElse("");
    }
}
