package org.topcoffea.scheduler;

import java.util.ArrayList;
import java.util.List;

/** Which hosts get no tasks, and why. */
final class Hosts {
    private static final int MAX_DOUBLINGS = 3;
    private final Board board;
    private final Matcher matcher;

    Hosts(Board board, Matcher matcher) {
        this.board = board;
        this.matcher = matcher;
    }

    void good(Host host) {
        host.failures = 0;
        host.blocks = 0;
    }

    /**
     * Something went wrong on a host. It is blocked when that happens to different tasks in a row while others do well
     * elsewhere, or at least do not fail there: what fails everywhere is not its fault.
     */
    void bad(Host host, long task, String what) {
        if (host.failures == 0) {
            host.goodBefore = board.good;
        }
        if (host.failures == 0 || host.lastFailed != task) {
            host.failures++;
        }
        host.lastFailed = task;
        int limit = board.config.hostFailures();
        if (limit == 0 || host.failures < limit) {
            return;
        }
        boolean othersDoWell = board.good - host.goodBefore >= limit;
        if (othersDoWell || (host.failures >= 2 * limit && fewOthersFail())) {
            suspend(host, host.failures + " " + what);
        }
    }

    private boolean fewOthersFail() {
        long busy =
                board.hosts.values().stream().filter(h -> !h.workers.isEmpty()).count();
        long failing = board.hosts.values().stream()
                .filter(h -> !h.workers.isEmpty() && h.failures > 0)
                .count();
        return 4 * failing <= busy;
    }

    /** Blocks a host for a while, longer each time, unless that would leave less than half of the hosts. */
    boolean suspend(Host host, String reason) {
        long busy =
                board.hosts.values().stream().filter(h -> !h.workers.isEmpty()).count();
        long blocked = board.hosts.values().stream()
                .filter(h -> !h.workers.isEmpty() && h.blocked != null)
                .count();
        if (host.blocked != null || 2 * (blocked + 1) > busy) {
            return false;
        }
        long time = board.config.blockTime() << Math.min(MAX_DOUBLINGS, host.blocks);
        host.blocks++;
        host.failures = 0;
        block(host, reason, board.now + time);
        return true;
    }

    void block(Host host, String reason, long until) {
        BlockedHost entry = new BlockedHost(host.name, reason, board.now, until);
        host.blocked = entry;
        board.actions.add(new Action.Block(host.name, reason, until));
        refresh(host);
        if (until != Long.MAX_VALUE) {
            board.timers.at(until, () -> {
                if (host.blocked == entry) {
                    unblock(host);
                }
            });
        }
    }

    void unblock(Host host) {
        if (host.blocked == null) {
            return;
        }
        host.blocked = null;
        host.failures = 0;
        board.actions.add(new Action.Unblock(host.name));
        refresh(host);
        board.tidy(host);
    }

    private void refresh(Host host) {
        List<WorkerEntry> workers = new ArrayList<>(host.workers);
        workers.forEach(matcher::refresh);
    }
}
