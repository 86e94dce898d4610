package org.topcoffea.remote.internal.xrootd.security;

import java.util.HexFormat;
import java.util.Optional;

/**
 * A key that is shared with servers of a site.
 *
 * @param number its number
 * @param name its name
 * @param key the secret
 * @param created seconds since 1970
 */
public record Keytab(long number, String name, byte[] key, long created) {
    /** The newest key of a file in the format of {@code xrdsssadmin} that is still valid. */
    public static Optional<Keytab> newest(String text, long now) {
        Optional<Keytab> newest = Optional.empty();
        for (String line : text.split("\n")) {
            Optional<Keytab> key = parse(line.strip(), now);
            if (key.isPresent()
                    && (newest.isEmpty() || key.get().created() >= newest.get().created())) {
                newest = key;
            }
        }
        return newest;
    }

    private static Optional<Keytab> parse(String line, long now) {
        String[] words = line.split("\\s+");
        if (words.length < 2 || !words[0].matches("[01]")) {
            return Optional.empty();
        }
        try {
            long expires = Long.parseLong(value(words, "e:", "0"));
            byte[] key = HexFormat.of().parseHex(value(words, "k:", ""));
            if (key.length == 0 || expires > 0 && expires <= now) {
                return Optional.empty();
            }
            return Optional.of(new Keytab(
                    Long.parseLong(value(words, "N:", "")),
                    value(words, "n:", "nowhere"),
                    key,
                    Long.parseLong(value(words, "c:", "0"))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String value(String[] words, String tag, String otherwise) {
        for (String word : words) {
            if (word.startsWith(tag)) {
                return word.substring(tag.length());
            }
        }
        return otherwise;
    }

    /** Everything but the secret. */
    @Override
    public String toString() {
        return "key " + name + " " + number;
    }
}
