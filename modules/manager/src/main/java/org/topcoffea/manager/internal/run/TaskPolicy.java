package org.topcoffea.manager.internal.run;

import java.util.List;
import org.topcoffea.plan.ManagerOptions;
import org.topcoffea.plan.ResourceMode;
import org.topcoffea.scheduler.AllocationMode;
import org.topcoffea.scheduler.CategorySpec;
import org.topcoffea.scheduler.TaskSpec;
import org.topcoffea.spi.Resources;

/** What tasks of each category may use and how often they are tried, as the options say. */
final class TaskPolicy {
    private static final double FIRST = 20;
    private static final double SOONER = 15;
    private static final double EARLY = 10;

    private final ManagerOptions options;

    TaskPolicy(ManagerOptions options) {
        this.options = options;
    }

    /** The categories of a run. */
    List<CategorySpec> categories() {
        AllocationMode mode = mode(options.resourceMode());
        boolean fixed = mode == AllocationMode.FIXED;
        AllocationMode others = fixed ? AllocationMode.FIXED : AllocationMode.MAX_SEEN;
        Resources most = new Resources(
                Resources.UNSPECIFIED, options.task().memory(), options.task().disk(), Resources.UNSPECIFIED);
        return List.of(
                CategorySpec.of(Work.PREPROCESSING, others).withResources(Resources.OPEN, most),
                CategorySpec.of(Work.PROCESSING, mode)
                        .withResources(Resources.OPEN, most)
                        .withFastAbort(options.fastTerminate().orElse(0)),
                CategorySpec.of(Work.ACCUMULATING, others).withResources(Resources.OPEN, most));
    }

    static AllocationMode mode(ResourceMode mode) {
        return switch (mode) {
            case FIXED -> AllocationMode.FIXED;
            case MAX_SEEN -> AllocationMode.MAX_SEEN;
            case MAX_THROUGHPUT -> AllocationMode.MAX_THROUGHPUT;
            case MIN_WASTE -> AllocationMode.MIN_WASTE;
        };
    }

    /** A task for the scheduler. */
    TaskSpec spec(Work work) {
        TaskSpec spec = TaskSpec.of(work.id(), work.category())
                .withResources(new Resources(
                        Math.max(1, options.task().cores()),
                        Resources.UNSPECIFIED,
                        Resources.UNSPECIFIED,
                        Resources.UNSPECIFIED))
                .withMaxRetries(options.retries());
        return switch (work.kind()) {
            case Work.Kind.Count count -> spec.withPriority(EARLY);
            case Work.Kind.Process process -> {
                long size = process.chunk().size();
                yield spec.withPriority(process.early() ? SOONER : 0)
                        .withSize(size, size > 1 && options.splitOnExhaustion());
            }
            case Work.Kind.Collect collect -> spec.withPriority(FIRST).on(collect.worker());
            case Work.Kind.Merge merge -> spec.withPriority(FIRST).on(merge.worker());
        };
    }
}
