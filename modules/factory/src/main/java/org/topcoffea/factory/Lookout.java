package org.topcoffea.factory;

import java.util.List;

/**
 * Says when work has come between two cycles, so that a run that begins need not wait for the next. Only managers that had
 * nothing to do are asked again, and the catalog only while it names no manager: who is served anyway is left in peace.
 */
final class Lookout {
    /** How often managers without work are asked. */
    static final long PERIOD_SECONDS = 2;

    /** How often the catalog is, when nobody is there. */
    private static final long CATALOG_SECONDS = 4;

    private final ManagerFinder finder;
    private List<ManagerLoad> last = List.of();
    private long asked;

    Lookout(ManagerFinder finder) {
        this.finder = finder;
    }

    /** What a cycle has found. */
    void seen(long now, List<ManagerLoad> managers) {
        last = List.copyOf(managers);
        asked = now;
    }

    /** Whether a cycle is worth while now. */
    boolean news(long now, FactorySettings settings) {
        if (last.isEmpty()) {
            if (now - asked < CATALOG_SECONDS) {
                return false;
            }
            asked = now;
            return finder.anybody(settings);
        }
        return finder.workFor(
                now, last.stream().filter(load -> load.tasks() == 0).toList());
    }
}
