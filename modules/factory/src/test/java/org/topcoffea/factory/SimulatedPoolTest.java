package org.topcoffea.factory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.topcoffea.batch.JobId;
import org.topcoffea.batch.JobState;
import org.topcoffea.batch.JobStatus;
import org.topcoffea.spi.Resources;

/**
 * The factory's decisions against a simulated batch system of ten thousand slots with delays in the queue, holds and
 * preemption, and a simulated manager whose record is up to a minute old. Simulated time; every number comes from a seed.
 */
final class SimulatedPoolTest {
    /** Seconds between two looks of the factory; the pool moves on as often. */
    private static final int CYCLE = 10;

    private static final int CORES = 4;

    /** A batch system and a manager. */
    private static final class Pool {
        private final Random random;
        private final int slots;
        private final Map<JobId, JobStatus> jobs = new LinkedHashMap<>();
        private final Map<JobId, Long> startsAt = new LinkedHashMap<>();
        private final Map<JobId, Long> connectsAt = new LinkedHashMap<>();
        private final Map<JobId, Long> idleSince = new LinkedHashMap<>();
        private final Set<JobId> held = new HashSet<>();
        private double holds;
        private double preemption;
        private long tasks;
        private double taskSeconds = 600;
        private double progress;
        private int submitted;
        private int most;
        private long now;
        private int changes;

        Pool(long seed, int slots) {
            this.random = new Random(seed);
            this.slots = slots;
        }

        void submit(int count) {
            for (int i = 0; i < count; i++) {
                JobId id = new JobId(Integer.toString(++submitted));
                set(id, new JobState.Idle(""));
                // a heavy tail: most start within minutes, some after an hour
                startsAt.put(id, now + 5 + (long) Math.min(3600, Math.exp(random.nextGaussian() * 1.2 + 4)));
            }
            changes += count > 0 ? 1 : 0;
        }

        void remove(List<JobId> ids) {
            ids.stream().filter(jobs::containsKey).forEach(id -> end(id, new JobState.Removed("")));
            changes += ids.isEmpty() ? 0 : 1;
        }

        void step(int timeout) {
            now += CYCLE;
            long running = running();
            for (JobId id : List.copyOf(startsAt.keySet())) {
                if (startsAt.get(id) <= now && running < slots) {
                    startsAt.remove(id);
                    boolean hold = random.nextDouble() < holds;
                    set(id, hold ? new JobState.Held("disk full") : new JobState.Running("h"));
                    if (hold) {
                        held.add(id);
                    } else {
                        running++;
                        connectsAt.put(id, now + 3 + random.nextInt(10));
                    }
                }
            }
            work(timeout);
            for (JobId id : List.copyOf(connectsAt.keySet())) {
                if (random.nextDouble() < preemption * CYCLE / 3600) {
                    connectsAt.remove(id);
                    idleSince.remove(id);
                    set(id, new JobState.Idle(""));
                    startsAt.put(id, now + 60 + random.nextInt(600));
                }
            }
            most = Math.max(most, (int) live());
        }

        private void work(int timeout) {
            long connected = connected();
            long busy = Math.min(connected, (tasks + CORES - 1) / CORES);
            progress += Math.min(connected * CORES, tasks) * CYCLE / taskSeconds;
            long done = Math.min(tasks, (long) progress);
            tasks -= done;
            progress -= done;
            long seen = 0;
            for (JobId id : List.copyOf(connectsAt.keySet())) {
                if (connectsAt.get(id) > now) {
                    continue;
                }
                if (++seen <= busy) {
                    idleSince.remove(id);
                } else if (now - idleSince.computeIfAbsent(id, any -> now) >= timeout) {
                    end(id, new JobState.Exited(0, ""));
                }
            }
        }

        private void end(JobId id, JobState state) {
            startsAt.remove(id);
            connectsAt.remove(id);
            idleSince.remove(id);
            held.remove(id);
            set(id, state);
        }

        private void set(JobId id, JobState state) {
            jobs.put(id, new JobStatus(id, state, Instant.ofEpochSecond(now), 1));
        }

        List<JobStatus> observe() {
            List<JobStatus> all = List.copyOf(jobs.values());
            jobs.values().removeIf(job -> !job.state().active());
            return all;
        }

        long live() {
            return (long) startsAt.size() + connectsAt.size();
        }

        long running() {
            return connectsAt.size();
        }

        long connected() {
            return connectsAt.values().stream().filter(at -> at <= now).count();
        }
    }

    private record Course(int most, int submitted, int changes, long reached, List<Integer> alive) {}

    private static FactorySettings settings(int max, int perCycle) {
        return new FactorySettings(
                "p",
                "",
                0,
                max,
                perCycle,
                0,
                300,
                0,
                new Resources(CORES, -1, -1, -1),
                false,
                false,
                "",
                List.of(),
                "");
    }

    /** Runs the factory for some time; the manager's record is renewed every minute only. */
    private static Course run(Pool pool, FactorySettings settings, int seconds, int foreign) {
        FactoryState state = new FactoryState();
        ManagerLoad record = load(pool, foreign);
        List<Integer> alive = new ArrayList<>();
        long reached = -1;
        for (int i = 0; i < seconds; i += CYCLE) {
            pool.step(settings.timeout());
            if (i % 60 == 0) {
                record = load(pool, foreign);
            }
            if (i % CYCLE == 0) {
                Decision decision = state.decide(pool.now, settings, List.of(record), pool.observe());
                pool.remove(decision.remove());
                pool.submit(decision.submit());
                alive.add((int) pool.live());
                if (reached < 0
                        && pool.connected() + foreign >= decision.counts().needed() * 0.98) {
                    reached = pool.now;
                }
            }
        }
        return new Course(pool.most, pool.submitted, pool.changes, reached, alive);
    }

    private static ManagerLoad load(Pool pool, int foreign) {
        return new ManagerLoad(
                "p",
                "h",
                9123,
                pool.tasks,
                0,
                0,
                pool.connected() + foreign,
                List.of(new TaskKind(pool.tasks, new Resources(1, -1, -1, -1))),
                0,
                ManagerLoad.Capacity.UNKNOWN,
                Set.of());
    }

    /** One, or as many as a recorded run wants. */
    static LongStream seeds() {
        return LongStream.rangeClosed(1, Integer.getInteger("topcoffea.factory.seeds", 1));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void fillsTenThousandSlotsWithoutSubmittingTooMuch(long seed) {
        Pool pool = new Pool(seed, 10_000);
        pool.tasks = 10_000_000;
        pool.holds = 0.01;
        pool.preemption = 0.2;
        Course course = run(pool, settings(10_000, 0), 2 * 3600, 0);
        assertTrue(course.most <= 10_000, () -> "seed " + seed + ": " + course.most + " jobs at a time");
        assertTrue(
                course.reached > 0 && course.reached < 2 * 3600, () -> "seed " + seed + ": full at " + course.reached);
        print("full pool, seed " + seed, course);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void followsTheWorkUpAndDown(long seed) {
        Pool pool = new Pool(10 + seed, 10_000);
        pool.tasks = 200_000;
        pool.preemption = 0.1;
        Course course = run(pool, settings(10_000, 500), 6 * 3600, 0);
        assertEquals(0, pool.tasks, () -> "seed " + seed + ": work is left");
        assertEquals(0, pool.live(), () -> "seed " + seed + ": workers are left");
        assertTrue(course.most <= 10_000, () -> "seed " + seed + ": " + course.most + " jobs at a time");
        assertTrue(swings(course.alive) <= 6, () -> "seed " + seed + ": oscillates: " + course.alive);
        print("work that ends, seed " + seed, course);
    }

    @Test
    void doesNotOscillateAtTheNeed() {
        Pool pool = new Pool(21, 10_000);
        pool.tasks = 20_000;
        pool.taskSeconds = 1e9;
        Course course = run(pool, settings(10_000, 0), 2 * 3600, 0);
        assertEquals(5_000, course.most, "20000 tasks of one core on workers of four");
        assertEquals(5_000, course.submitted, "nobody is submitted twice");
        assertEquals(1, course.changes, "one submission, no removal");
        print("steady need", course);
    }

    @Test
    void leavesWorkToWorkersOfOthers() {
        Pool pool = new Pool(31, 10_000);
        pool.tasks = 20_000;
        pool.taskSeconds = 1e9;
        Course course = run(pool, settings(10_000, 200), 2 * 3600, 1_000);
        assertEquals(4_000, course.most, "a thousand of the five thousand are there already");
        assertEquals(4_000, course.submitted);
        print("a thousand foreign workers", course);
    }

    @Test
    void aPoolThatHoldsEverythingIsNotFlooded() {
        Pool pool = new Pool(41, 10_000);
        pool.tasks = 1_000_000;
        pool.holds = 1;
        Course course = run(pool, settings(10_000, 50), 6 * 3600, 0);
        assertTrue(course.submitted <= 70, () -> course.submitted + " jobs in six hours");
        print("everything is held", course);
    }

    @Test
    void comesDownWhenTheMaximumFalls() {
        Pool pool = new Pool(51, 3_000);
        pool.tasks = 10_000_000;
        FactoryState state = new FactoryState();
        FactorySettings settings = settings(10_000, 0);
        for (int i = 0; i < 7200; i += CYCLE) {
            pool.step(settings.timeout());
            settings = i == 3600 ? settings(3_500, 0) : settings;
            Decision decision = state.decide(pool.now, settings, List.of(load(pool, 0)), pool.observe());
            pool.remove(decision.remove());
            pool.submit(decision.submit());
        }
        assertEquals(3_500, pool.live(), "three thousand run, five hundred wait");
        assertEquals(2, pool.changes, "submitted once, removed once");
    }

    /** How often the number of jobs turns by more than a twentieth of its peak. */
    private static int swings(List<Integer> alive) {
        int peak = alive.stream().mapToInt(Integer::intValue).max().orElse(0);
        int swings = 0;
        int turn = alive.getFirst();
        int direction = 1;
        for (int value : alive) {
            if (direction * (value - turn) > 0) {
                turn = value;
            } else if (direction * (turn - value) > peak / 20) {
                direction = -direction;
                turn = value;
                swings++;
            }
        }
        return swings;
    }

    private static void print(String what, Course course) {
        System.Logger log = System.getLogger(SimulatedPoolTest.class.getName());
        log.log(
                System.Logger.Level.INFO,
                "{0}: most at a time {1}, submitted {2}, cycles with a change {3}, need met after {4} s, swings {5}",
                what,
                course.most,
                course.submitted,
                course.changes,
                course.reached,
                swings(course.alive));
    }
}
