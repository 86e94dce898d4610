package org.topcoffea.remote.internal.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.topcoffea.remote.internal.transport.RemoteUrl;

/** URLs as HTTP wants them: with {@code dav} as {@code http}, and everything unusual in them escaped (RFC 3986). */
final class HttpAddress {
    private static final String ALLOWED = "-._~!$&'()*+,;=:@/?";

    private HttpAddress() {}

    static URI of(RemoteUrl url) {
        String scheme = url.scheme().replace("dav", "http");
        return URI.create(scheme + "://" + url.authority() + escape(url.path())
                + (url.query().isEmpty() ? "" : "?" + escape(url.query())));
    }

    private static String escape(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder escaped = new StringBuilder(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int c = bytes[i] & 0xff;
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || ALLOWED.indexOf(c) >= 0);
            boolean escape = c == '%' && i + 2 < bytes.length && hex(bytes[i + 1]) && hex(bytes[i + 2]);
            if (plain || escape) {
                escaped.append((char) c);
            } else {
                escaped.append(String.format("%%%02X", c));
            }
        }
        return escaped.toString();
    }

    private static boolean hex(byte digit) {
        return Character.digit(digit, 16) >= 0;
    }

    /** Scheme, host and port: what an authorisation is meant for. */
    static String origin(URI uri) {
        int usual = uri.getScheme().equals("https") ? 443 : 80;
        return uri.getScheme() + "://" + uri.getHost() + ":" + (uri.getPort() < 0 ? usual : uri.getPort());
    }

    /** A URL for messages. */
    static String shown(URI uri) {
        return RemoteUrl.hideSecrets(uri.toString());
    }
}
