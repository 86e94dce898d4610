package org.topcoffea.wire;

import java.util.ArrayList;
import java.util.List;
import org.topcoffea.spi.AnalysisException;

/**
 * A host and a TCP or UDP port.
 *
 * @param host a name, an IPv4 address, or an IPv6 address without brackets
 * @param port 1 to 65535
 */
public record Address(String host, int port) {
    /** Checks the port. */
    public Address {
        if (host.isEmpty() || port < 1 || port > 65535) {
            throw new AnalysisException(
                    WireError.BAD_VALUE, "'" + host + ":" + port + "' is no HOST:PORT; the port is 1 to 65535");
        }
    }

    /** Parses {@code HOST:PORT}; an IPv6 address stands in brackets. */
    public static Address parse(String text) {
        return parse(text, -1);
    }

    /**
     * Parses {@code HOST} or {@code HOST:PORT}.
     *
     * @param text the address
     * @param port the port, where none is given
     */
    public static Address parse(String text, int port) {
        String trimmed = text.strip();
        int colon = trimmed.lastIndexOf(':');
        boolean bare = trimmed.indexOf(':') != colon && !trimmed.startsWith("[");
        boolean none = colon < 0 || bare || trimmed.endsWith("]");
        try {
            int number = none ? port : Integer.parseInt(trimmed.substring(colon + 1));
            String host = none ? trimmed : trimmed.substring(0, colon);
            return new Address(host.startsWith("[") ? host.substring(1, host.length() - 1) : host, number);
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new AnalysisException(WireError.BAD_VALUE, "'" + text + "' is no HOST:PORT", e);
        }
    }

    /** Parses a list separated by semicolons, commas or spaces: the places of one manager, tried in turn. */
    public static List<Address> parseList(String text) {
        List<Address> found = new ArrayList<>();
        for (String part : text.split("[;,\\s]+", -1)) {
            if (!part.isEmpty()) {
                found.add(parse(part));
            }
        }
        return List.copyOf(found);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
