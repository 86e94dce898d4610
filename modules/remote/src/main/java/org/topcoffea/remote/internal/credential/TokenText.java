package org.topcoffea.remote.internal.credential;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.topcoffea.remote.BearerToken;
import org.topcoffea.remote.RemoteError;
import org.topcoffea.remote.RemoteException;

/** Reads tokens: what a JSON web token (RFC 7519) says of itself, or an opaque one as it is. */
public final class TokenText {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_LENGTH = 1 << 16;

    private TokenText() {}

    /**
     * Makes a token of a text. Its signature is for the server to check.
     *
     * @param text the token, with white space around it
     * @param source the variable or file it comes from, for messages
     * @throws RemoteException {@link RemoteError#BAD_CREDENTIAL} if no server can accept it
     */
    public static BearerToken parse(String text, String source) {
        String value = text.strip();
        if (value.isEmpty() || value.length() > MAX_LENGTH || !value.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new RemoteException(
                    RemoteError.BAD_CREDENTIAL,
                    "the token of " + source + " is not one line of printable characters: get a new one");
        }
        JsonNode claims = claims(value);
        Optional<Instant> expires = claims.path("exp").isNumber()
                ? Optional.of(Instant.ofEpochSecond(claims.path("exp").longValue()))
                : Optional.empty();
        return new BearerToken(
                value,
                source,
                expires,
                texts(claims.path("aud")),
                claims.path("iss").asText(""));
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isTextual()) {
            texts.add(node.asText());
        }
        node.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static JsonNode claims(String value) {
        String[] parts = value.split("\\.", -1);
        try {
            if (parts.length == 3) {
                return JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
            }
        } catch (JsonProcessingException | IllegalArgumentException e) {
            // An opaque token may have dots, too.
            return JSON.createObjectNode();
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory", e);
        }
        return JSON.createObjectNode();
    }
}
