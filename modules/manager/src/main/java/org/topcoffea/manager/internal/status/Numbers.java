package org.topcoffea.manager.internal.status;

import java.util.LinkedHashMap;
import java.util.Map;
import org.topcoffea.manager.internal.queue.Counters;
import org.topcoffea.manager.internal.queue.TaskQueue;
import org.topcoffea.scheduler.Statistics;
import org.topcoffea.spi.Resources;

/** The numbers of a manager by the names that Work Queue has for them. */
public final class Numbers {
    private Numbers() {}

    /** All of them, as the columns of the statistics log and the fields of a catalog record are called. */
    public static Map<String, Number> of(TaskQueue queue) {
        Statistics statistics = queue.scheduler().statistics();
        Map<String, Number> numbers = new LinkedHashMap<>();
        numbers.put("timestamp", queue.now());
        workers(numbers, statistics.workers(), queue.peers().size());
        tasks(numbers, statistics.tasks());
        times(numbers, statistics.times(), queue.counters());
        numbers.put("capacity_tasks", statistics.capacity().tasks());
        resources(numbers, "capacity_%s", statistics.capacity().resources());
        numbers.put("capacity_instantaneous", statistics.capacity().instantaneous());
        numbers.put("capacity_weighted", statistics.capacity().weighted());
        numbers.put("manager_load", queue.counters().load());
        resources(numbers, "total_%s", statistics.total());
        resources(numbers, "committed_%s", statistics.committed());
        resources(numbers, "max_%s", statistics.largest());
        resources(numbers, "min_%s", statistics.smallest());
        return numbers;
    }

    private static void workers(Map<String, Number> numbers, Statistics.Workers workers, int connections) {
        numbers.put("workers_connected", workers.connected());
        numbers.put("workers_init", Math.max(0, connections - workers.connected()));
        numbers.put("workers_idle", workers.idle());
        numbers.put("workers_busy", workers.busy());
        numbers.put("workers_able", workers.able());
        numbers.put("workers_joined", workers.joined());
        numbers.put("workers_removed", workers.removed());
        numbers.put("workers_released", workers.released());
        numbers.put("workers_idled_out", workers.idledOut());
        numbers.put("workers_blocked", workers.hostsBlocked());
        numbers.put("workers_fast_aborted", workers.fastAborted());
        numbers.put("workers_lost", workers.lost());
    }

    private static void tasks(Map<String, Number> numbers, Statistics.Tasks tasks) {
        numbers.put("tasks_waiting", tasks.waiting());
        numbers.put("tasks_on_workers", tasks.onWorkers());
        numbers.put("tasks_running", tasks.running());
        numbers.put("tasks_with_results", tasks.retrieving());
        numbers.put("tasks_submitted", tasks.submitted());
        numbers.put("tasks_dispatched", tasks.dispatched());
        numbers.put("tasks_done", tasks.done());
        numbers.put("tasks_failed", tasks.failed());
        numbers.put("tasks_cancelled", tasks.cancelled());
        numbers.put("tasks_exhausted_attempts", tasks.exhausted());
    }

    private static void times(Map<String, Number> numbers, Statistics.Times times, Counters counters) {
        numbers.put("time_send", times.send());
        numbers.put("time_receive", times.receive());
        numbers.put("time_send_good", times.sendGood());
        numbers.put("time_receive_good", times.receiveGood());
        numbers.put("time_status_msgs", counters.status());
        numbers.put("time_internal", counters.internal());
        numbers.put("time_polling", counters.polling());
        numbers.put("time_application", counters.application());
        numbers.put("time_execute", times.execute());
        numbers.put("time_execute_good", times.executeGood());
        numbers.put("time_execute_exhaustion", times.executeExhaustion());
        numbers.put("bytes_sent", counters.bytesSent());
        numbers.put("bytes_received", counters.bytesReceived());
        numbers.put("bandwidth", counters.bandwidth());
    }

    private static void resources(Map<String, Number> numbers, String name, Resources resources) {
        numbers.put(name.formatted("cores"), Math.max(0, resources.cores()));
        numbers.put(name.formatted("memory"), Math.max(0, resources.memory()));
        numbers.put(name.formatted("disk"), Math.max(0, resources.disk()));
        if (name.startsWith("capacity")) {
            numbers.put(name.formatted("gpus"), Math.max(0, resources.gpus()));
        }
    }
}
