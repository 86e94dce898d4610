package org.topcoffea.remote.internal.transport;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.topcoffea.remote.RemoteError;
import org.topcoffea.remote.RemoteException;

/**
 * The URL of a file on a server.
 *
 * @param scheme in lower case
 * @param user the user before {@code @}; may be empty
 * @param host name or address, an IPv6 address without brackets
 * @param port the port, or -1 for the usual one
 * @param path from the first slash behind the host on, with it, verbatim: {@code //store/f.root} for
 *     {@code root://host//store/f.root}
 * @param query behind the question mark; may be empty
 */
public record RemoteUrl(String scheme, String user, String host, int port, String path, String query) {
    private static final Pattern PATTERN = Pattern.compile(
            "([A-Za-z][A-Za-z0-9+.-]*)://(?:([^/?@\\s]*)@)?(\\[[0-9A-Fa-f:.%]+]|[^/?:@\\[\\]\\s]+)(?::(\\d{1,5}))?"
                    + "(/[^?]*)?(?:\\?(.*))?",
            Pattern.DOTALL);
    private static final Pattern SECRET =
            Pattern.compile("(?i)((?:authz|access_token|token|signature|x-amz-[a-z-]+|credential|sig)=)[^&#\\s]*");

    /**
     * Takes a URL apart.
     *
     * @throws RemoteException {@link RemoteError#UNSUPPORTED} if it is not one
     */
    public static RemoteUrl parse(String text) {
        Matcher matcher = PATTERN.matcher(text);
        if (!matcher.matches() || hasControls(text)) {
            throw new RemoteException(
                    RemoteError.UNSUPPORTED,
                    hideSecrets(text) + ": is not a URL of the form scheme://host[:port]/path: correct it");
        }
        int port = matcher.group(4) == null ? -1 : Integer.parseInt(matcher.group(4));
        if (port == 0 || port > 65_535) {
            throw new RemoteException(
                    RemoteError.UNSUPPORTED, hideSecrets(text) + ": has the impossible port " + port + ": correct it");
        }
        String host = matcher.group(3);
        return new RemoteUrl(
                matcher.group(1).toLowerCase(Locale.ROOT),
                matcher.group(2) == null ? "" : matcher.group(2),
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                port,
                matcher.group(5) == null ? "/" : matcher.group(5),
                matcher.group(6) == null ? "" : matcher.group(6));
    }

    private static boolean hasControls(String text) {
        return text.chars().anyMatch(c -> c < ' ' || c == 127);
    }

    /** The port, or another one if the URL names none. */
    public int portOr(int usual) {
        return port < 0 ? usual : port;
    }

    /** Host and port as they are written in URLs. */
    public String authority() {
        return (host.contains(":") ? "[" + host + "]" : host) + (port < 0 ? "" : ":" + port);
    }

    /** The whole URL with everything that is in it, secrets too: not for messages. */
    public String text() {
        return scheme + "://" + (user.isEmpty() ? "" : user + "@") + authority() + path
                + (query.isEmpty() ? "" : "?" + query);
    }

    /** The URL for messages: without user information, and with secrets in the query replaced. */
    @Override
    public String toString() {
        return scheme + "://" + authority() + path + (query.isEmpty() ? "" : "?" + hideSecrets(query));
    }

    /** Replaces what looks like a secret of a URL by an ellipsis. */
    public static String hideSecrets(String text) {
        return SECRET.matcher(text).replaceAll("$1…").replaceAll("://[^/?@\\s]*@", "://");
    }
}
