package org.topcoffea.worker.internal.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.topcoffea.worker.internal.workspace.Sandbox;
import org.topcoffea.worker.internal.workspace.Workspace;

/** The environment variables of a command, as workers of Work Queue set them. */
final class TaskVariables {
    private static final List<String> NOT_INHERITED = List.of("DISPLAY", "CORES", "MEMORY", "DISK", "GPUS");
    private static final List<String> THREADS = List.of(
            "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "VECLIB_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS");

    private TaskVariables() {}

    /**
     * The variables.
     *
     * @param inherited those of the worker
     * @param given those of the task, {@code NAME=value}; others have no effect
     * @param share what the task was given
     */
    static Map<String, String> of(
            Map<String, String> inherited,
            List<String> given,
            ResourcePool.Share share,
            Workspace workspace,
            Sandbox sandbox) {
        Map<String, String> all = new TreeMap<>(inherited);
        NOT_INHERITED.forEach(all::remove);
        all.putIfAbsent("WORK_QUEUE_SANDBOX", workspace.directory().toString());
        all.put("WORKER_TMPDIR", workspace.temporary().toString());
        for (String entry : given) {
            int equals = entry.indexOf('=');
            if (equals > 0 && entry.indexOf('\0') < 0) {
                all.put(entry.substring(0, equals), entry.substring(equals + 1));
            }
        }
        resources(all, share);
        Path temporary = sandbox.temporary();
        List.of("TMPDIR", "TEMP", "TMP").forEach(name -> all.put(name, temporary.toString()));
        return all;
    }

    private static void resources(Map<String, String> all, ResourcePool.Share share) {
        long cores = share.amount().cores();
        if (cores > 0) {
            all.put("CORES", Long.toString(cores));
            all.put(
                    "CORES_LIST",
                    LongStream.range(0, cores).mapToObj(Long::toString).collect(Collectors.joining(",")));
            THREADS.forEach(name -> all.put(name, Long.toString(cores)));
        }
        if (share.amount().memory() > 0) {
            all.put("MEMORY", Long.toString(share.amount().memory()));
        }
        if (share.amount().disk() > 0) {
            all.put("DISK", Long.toString(share.amount().disk()));
        }
        if (!share.gpuNumbers().isEmpty()) {
            String numbers = share.gpuNumbers().stream().map(String::valueOf).collect(Collectors.joining(","));
            all.put("GPUS", Integer.toString(share.gpuNumbers().size()));
            all.put("GPUS_LIST", numbers);
            all.put("CUDA_VISIBLE_DEVICES", numbers);
        }
    }
}
