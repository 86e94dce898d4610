package org.topcoffea.factory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.topcoffea.spi.Resources;

/** How many workers: the table. Sizes are cores/memory/disk/gpus with "-" for open; tasks are "count x size" joined by "+". */
final class WorkerNeedTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                // what                               | worker         | tasks                           | left | t/w |
                // need | too large
                "nothing to do                        | 4/16000/-/-    | 0x1/-/-/-                       | 0    | 0  "
                        + " | 0    | 0",
                "one core each                        | 4/16000/-/-    | 10x1/-/-/-                      | 0    | 0  "
                        + " | 3    | 0",
                "memory is scarcer than cores         | 4/8000/-/-     | 10x1/4000/-/-                   | 0    | 0  "
                        + " | 5    | 0",
                "disk is scarcest                     | 4/8000/1000/-  | 10x1/1000/1000/-                | 0    | 0  "
                        + " | 10   | 0",
                "three of four cores: no sharing      | 4/-/-/-        | 6x3/-/-/-                       | 0    | 0  "
                        + " | 6    | 0",
                "no size: a whole worker each         | 4/16000/-/-    | 7x-/-/-/-                       | 0    | 0  "
                        + " | 7    | 0",
                "no size of the worker: one each      | -/-/-/-        | 7x2/1000/-/-                    | 0    | 0  "
                        + " | 7    | 0",
                "kinds share workers                  | 4/-/-/-        | 2x1/-/-/- + 1x2/-/-/-           | 0    | 0  "
                        + " | 1    | 0",
                "kinds of different needs             | 4/8000/-/-     | 8x1/-/-/- + 3x-/8000/-/-        | 0    | 0  "
                        + " | 5    | 0",
                "too large is not waited for          | 4/8000/-/-     | 8x1/-/-/- + 5x8/-/-/-           | 0    | 0  "
                        + " | 2    | 5",
                "gpus where the worker has none       | 4/8000/-/0     | 3x1/-/-/1                       | 0    | 0  "
                        + " | 0    | 3",
                "gpus                                 | 4/8000/-/2     | 3x1/-/-/1                       | 0    | 0  "
                        + " | 2    | 0",
                "announced tasks are like the others  | 4/-/-/-        | 4x1/-/-/-                       | 12   | 0  "
                        + " | 4    | 0",
                "announced tasks of unknown size      | 4/-/-/-        | 0x1/-/-/-                       | 12   | 0  "
                        + " | 12   | 0",
                "tasks per worker, no sizes           | 4/-/-/-        | 10x-/-/-/-                      | 0    | 4  "
                        + " | 3    | 0",
                "tasks per worker, also announced     | 4/-/-/-        | 10x-/-/-/-                      | 10   | 4  "
                        + " | 5    | 0",
                "tasks per worker, but sizes say more | 4/-/-/-        | 10x2/-/-/-                      | 0    | 4  "
                        + " | 5    | 0",
                "tasks per worker, sizes say less     | 4/-/-/-        | 10x1/-/-/-                      | 0    | 2  "
                        + " | 5    | 0",
                "exact thirds are not rounded up      | 3/-/-/-        | 3x1/-/-/-                       | 0    | 0  "
                        + " | 1    | 0",
            })
    void table(String what, String worker, String tasks, long left, int tasksPerWorker, long need, long tooLarge) {
        WorkerNeed found =
                WorkerNeed.of(load(tasks, left, ManagerLoad.Capacity.UNKNOWN), size(worker), tasksPerWorker, false);
        assertEquals(need, found.workers(), () -> what + ": " + found);
        assertEquals(tooLarge, found.tooLarge(), () -> what + ": " + found);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                // what                              | worker      | tasks        | capacity: tasks, cores | need
                "capacity is divided once            | 2/-/-/-     | 100x1/-/-/-  | 10 | 0                 | 5",
                "cores are scarcer                   | 2/-/-/-     | 100x1/-/-/-  | 10 | 6                 | 3",
                "nothing said limits nothing         | 2/-/-/-     | 100x1/-/-/-  | 0  | 0                 | 50",
                "more than needed changes nothing    | 2/-/-/-     | 4x1/-/-/-    | 100 | 0                | 2",
            })
    void capacityLimits(String what, String worker, String tasks, double capacity, double cores, long need) {
        ManagerLoad load = load(tasks, 0, new ManagerLoad.Capacity(capacity, cores, 0, 0, 0));
        assertEquals(need, WorkerNeed.of(load, size(worker), 0, true).workers(), what);
        assertTrue(WorkerNeed.of(load, size(worker), 0, false).workers() >= need, "only where it is asked for");
    }

    @Test
    void saysWhatCanNeverRun() {
        WorkerNeed need = WorkerNeed.of(load("5x8/-/-/-", 0, ManagerLoad.Capacity.UNKNOWN), size("4/-/-/-"), 0, false);
        assertTrue(
                need.reasons().stream()
                        .anyMatch(reason -> reason.contains("5 tasks are larger than a worker (4 cores")),
                need::toString);
    }

    static ManagerLoad load(String tasks, long left, ManagerLoad.Capacity capacity) {
        List<TaskKind> kinds = Arrays.stream(tasks.split(" \\+ "))
                .map(kind -> kind.strip().split("x"))
                .map(parts -> new TaskKind(Long.parseLong(parts[0]), size(parts[1])))
                .toList();
        long waiting = kinds.stream().mapToLong(TaskKind::count).sum();
        return new ManagerLoad("p", "h", 9123, waiting, 0, 0, 0, kinds, left, capacity, Set.of());
    }

    static Resources size(String text) {
        long[] values = Arrays.stream(text.strip().split("/"))
                .mapToLong(value -> value.equals("-") ? -1 : Long.parseLong(value))
                .toArray();
        return new Resources(values[0], values[1], values[2], values[3]);
    }
}
