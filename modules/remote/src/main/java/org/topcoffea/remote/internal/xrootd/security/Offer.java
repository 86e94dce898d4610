package org.topcoffea.remote.internal.xrootd.security;

import java.util.ArrayList;
import java.util.List;

/**
 * One of the protocols by which a server lets users prove who they are.
 *
 * @param protocol its name
 * @param arguments what the server says about it; may be empty
 */
public record Offer(String protocol, String arguments) {
    /** The offers in the text that follows a login, in the server's order: {@code &P=gsi,v:10600,…&P=ztn,…}. */
    public static List<Offer> parse(String text) {
        List<Offer> offers = new ArrayList<>();
        int nul = text.indexOf('\0');
        for (String part : (nul < 0 ? text : text.substring(0, nul)).split("&")) {
            if (part.startsWith("P=")) {
                int comma = part.indexOf(',');
                String name =
                        part.substring(2, comma < 0 ? part.length() : comma).strip();
                offers.add(new Offer(name, comma < 0 ? "" : part.substring(comma + 1)));
            }
        }
        return offers;
    }
}
