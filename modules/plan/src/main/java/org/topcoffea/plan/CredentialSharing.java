package org.topcoffea.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Which workers are sent the credentials of the user; none of them over a connection that is not encrypted. */
public enum CredentialSharing {
    /** Workers of this program. */
    OURS,
    /** Other workers, too, as a file in their caches that only their user can read. */
    ALL,
    /** No workers. */
    NONE;

    /** As it is written on the command line, for example {@code ours}. */
    public String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All spellings. */
    static List<String> spellings() {
        return Arrays.stream(values()).map(CredentialSharing::spelling).toList();
    }
}
