package org.topcoffea.plan;

import java.util.ArrayList;
import java.util.List;

/** Collects problems, so that the user hears of all of them at once. */
final class Problems {
    private final List<PlanException.Problem> found = new ArrayList<>();

    void add(PlanError code, String message) {
        found.add(new PlanException.Problem(code, message));
    }

    int count() {
        return found.size();
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new PlanException(found);
        }
    }
}
