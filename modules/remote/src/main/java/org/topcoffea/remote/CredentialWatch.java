package org.topcoffea.remote;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells in good time that credentials end, each warning once: four hours before, one hour, a quarter of an hour, and when it
 * has happened; and that one was renewed of which it had warned. Confined to one thread.
 */
public final class CredentialWatch {
    private static final List<Duration> STEPS =
            List.of(Duration.ZERO, Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofHours(4));

    private final Credentials credentials;
    /** How many steps are left of those of which was warned already, by what the warning was of. */
    private final Map<String, Integer> warned = new HashMap<>();

    private final Set<String> problems = new HashSet<>();

    /** Has told nothing yet. */
    public CredentialWatch(Credentials credentials) {
        this.credentials = credentials;
    }

    /** What there is to tell now, one line each, with what to do. */
    public List<String> news() {
        return news(Instant.now());
    }

    List<String> news(Instant now) {
        List<String> lines = new ArrayList<>();
        for (Credentials.Lifetime life : credentials.lifetimes()) {
            if (!life.problem().isEmpty()) {
                if (problems.add(life.problem())) {
                    lines.add(life.text(now));
                }
                continue;
            }
            int step = step(life.left(now));
            int before = warned.getOrDefault(life.what(), STEPS.size());
            if (step < before) {
                lines.add(life.text(now));
            } else if (step > before) {
                lines.add(life.what() + " was renewed, it is valid until " + life.expires());
            }
            warned.put(life.what(), step);
        }
        return lines;
    }

    /** The first step that is not below what is left. */
    private static int step(Duration left) {
        int step = 0;
        while (step < STEPS.size() && left.compareTo(STEPS.get(step)) >= 0) {
            step++;
        }
        return step;
    }
}
