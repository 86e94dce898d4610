package org.topcoffea.remote.internal.xrootd.message;

import java.util.EnumSet;
import java.util.Set;

/**
 * Which requests a server wants to be signed.
 *
 * @param signed these requests
 * @param force whether also on encrypted connections
 */
public record SigningRules(Set<RequestCode> signed, boolean force) {
    private static final int FORCE = 0x02;
    private static final int NEEDED = 2;
    private static final int STANDARD = 2;
    private static final int INTENSE = 3;
    private static final int PEDANTIC = 4;

    /** Copies the set. */
    public SigningRules {
        signed = Set.copyOf(signed);
    }

    /**
     * The rules of a level, with exceptions.
     *
     * @param level 1 to 4, as the protocol defines them; only requests of readers matter here
     * @param exceptions pairs of a request's number (from the first one) and 0 for unsigned, 2 for signed; 1 concerns
     *     requests that write
     */
    static SigningRules of(int level, int options, byte[] exceptions) {
        Set<RequestCode> signed = EnumSet.noneOf(RequestCode.class);
        if (level >= STANDARD) {
            signed.add(RequestCode.OPEN);
        }
        if (level >= INTENSE) {
            signed.addAll(Set.of(RequestCode.BIND, RequestCode.CLOSE, RequestCode.ENDSESS, RequestCode.PGREAD));
        }
        if (level >= PEDANTIC) {
            signed.addAll(Set.of(
                    RequestCode.DIRLIST,
                    RequestCode.LOCATE,
                    RequestCode.QUERY,
                    RequestCode.READ,
                    RequestCode.READV,
                    RequestCode.STAT));
        }
        for (int i = 0; i + 1 < exceptions.length; i += 2) {
            int number = RequestCode.FIRST + (exceptions[i] & 0xff);
            for (RequestCode code : RequestCode.values()) {
                if (code.number() == number) {
                    apply(signed, code, exceptions[i + 1]);
                }
            }
        }
        return new SigningRules(signed, (options & FORCE) != 0);
    }

    private static void apply(Set<RequestCode> signed, RequestCode code, byte rule) {
        if (rule >= NEEDED) {
            signed.add(code);
        } else {
            signed.remove(code);
        }
    }
}
