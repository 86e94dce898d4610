package org.topcoffea.cli;

import org.topcoffea.wire.StatusQuery;
import picocli.CommandLine.Option;

/** What {@code status} shows; one of these. */
final class StatusMode {
    @Option(
            names = {"-Q", "--statistics"},
            description = "Managers: tasks and workers. This is the default.")
    private boolean managers;

    @Option(
            names = {"-W", "--workers"},
            description = "The workers of a manager.")
    private boolean workers;

    @Option(
            names = {"-T", "--tasks"},
            description = "The tasks of a manager, and why the first ones that wait do not run.")
    private boolean tasks;

    @Option(
            names = {"-A", "--able-workers"},
            description = "The categories of a manager, and how many workers their largest tasks fit.")
    private boolean categories;

    @Option(
            names = {"-R", "--resources"},
            description = "Managers: what their workers have and use.")
    private boolean resources;

    @Option(names = "--capacity", description = "Managers: how much they could keep busy.")
    private boolean capacity;

    StatusMode() {}

    /** Whether one manager has to be asked. */
    boolean direct() {
        return !managers && (workers || tasks || categories);
    }

    StatusQuery query() {
        if (workers) {
            return StatusQuery.WORKER_STATUS;
        }
        if (tasks) {
            return StatusQuery.TASK_STATUS;
        }
        return categories ? StatusQuery.WABLE_STATUS : StatusQuery.QUEUE_STATUS;
    }

    StatusTable table() {
        if (resources) {
            return StatusTable.RESOURCES;
        }
        if (capacity) {
            return StatusTable.CAPACITY;
        }
        return switch (query()) {
            case WORKER_STATUS -> StatusTable.WORKERS;
            case TASK_STATUS -> StatusTable.TASKS;
            case WABLE_STATUS -> StatusTable.CATEGORIES;
            default -> StatusTable.MANAGERS;
        };
    }
}
