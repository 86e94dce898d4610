package org.topcoffea.worker.internal.life;

import java.util.List;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.Resources;
import org.topcoffea.worker.WorkerError;
import org.topcoffea.worker.internal.machine.Machine;
import org.topcoffea.worker.internal.workspace.Workspace;

/**
 * What the worker offers its managers.
 *
 * @param resources all four specified
 * @param gpuModels the models of the graphics processors
 */
record Offer(Resources resources, List<String> gpuModels) {
    /** Finds out what was left open, and what of the disk there really is. */
    static Offer of(Resources asked, Workspace workspace, java.util.Map<String, String> environment) {
        List<String> models = asked.gpus() == 0 ? List.of() : Machine.gpus(environment);
        long free = workspace.freeBytes() >> 20;
        long disk = asked.disk() > 0 ? Math.min(asked.disk(), free) : free;
        if (disk < 1) {
            throw new AnalysisException(
                    WorkerError.BAD_WORKSPACE,
                    workspace.directory() + ": less than 1 MB is free there; name another directory with --workdir");
        }
        Resources resources = new Resources(
                asked.cores() > 0 ? asked.cores() : Machine.cores(),
                asked.memory() > 0 ? asked.memory() : Machine.memory(),
                disk,
                asked.gpus() >= 0 ? asked.gpus() : models.size());
        return new Offer(resources, models.stream().distinct().toList());
    }
}
