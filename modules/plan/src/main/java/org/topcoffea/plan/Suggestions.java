package org.topcoffea.plan;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** What the user may have meant by a word that is not known. */
public final class Suggestions {
    private Suggestions() {}

    /**
     * The known word closest to the given one, by insertions, deletions, replacements and swaps of letters, without
     * regard to case, hyphens and underscores; empty when none is close.
     *
     * @param word what was written
     * @param known what exists; of equally close ones the first
     */
    public static Optional<String> closest(String word, Collection<String> known) {
        String written = fold(word);
        int best = Math.max(1, written.length() / 3) + 1;
        Optional<String> closest = Optional.empty();
        for (String candidate : known) {
            int distance = distance(written, fold(candidate));
            if (distance < best) {
                best = distance;
                closest = Optional.of(candidate);
            }
        }
        return closest;
    }

    /** A half sentence to append to a message: {@code "; did you mean 'x'?"}, or nothing. */
    public static String hint(String word, Collection<String> known) {
        return closest(word, known).map(w -> "; did you mean '" + w + "'?").orElse("");
    }

    private static String fold(String word) {
        return word.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The optimal string alignment distance of two words. */
    static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] above = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(above[j], row[j - 1]) + 1, above[j - 1] + cost);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
            int[] oldest = before;
            before = above;
            above = row;
            row = oldest;
        }
        return above[b.length()];
    }
}
