package org.topcoffea.root.internal.column;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names that are close to a misspelt one. */
public final class Names {
    private static final int SHOWN = 5;
    private static final int LISTED = 20;

    private Names() {}

    /**
     * The end of a message about an unknown name.
     *
     * @param name the unknown name
     * @param known the names that exist
     * @param listing begins the list of all names when none is close and there are few
     * @return for example {@code ": did you mean 'Muon_pt' or 'Muon_phi'?"}, or empty
     */
    public static String suggestion(String name, Collection<String> known, String listing) {
        List<String> close = close(name, known);
        if (!close.isEmpty()) {
            return ": did you mean " + String.join(" or ", close) + "?";
        }
        if (known.isEmpty() || known.size() > LISTED) {
            return "";
        }
        return listing + String.join(", ", known);
    }

    private record Candidate(String name, int distance) {}

    private static List<String> close(String name, Collection<String> known) {
        String wanted = name.toLowerCase(Locale.ROOT);
        int limit = Math.max(1, Math.min(3, wanted.length() / 3));
        return known.stream()
                .filter(k -> Math.abs(k.length() - wanted.length()) <= limit)
                .map(k -> new Candidate(k, distance(wanted, k.toLowerCase(Locale.ROOT))))
                .filter(c -> c.distance() <= limit)
                .sorted(Comparator.comparingInt(Candidate::distance))
                .limit(SHOWN)
                .map(c -> "'" + c.name() + "'")
                .toList();
    }

    /** The number of letters to insert, delete, replace or swap with their neighbour. */
    private static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(last[j - 1] + change, 1 + Math.min(last[j], row[j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
            int[] free = before;
            before = last;
            last = row;
            row = free;
        }
        return last[b.length()];
    }
}
