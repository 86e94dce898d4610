package org.topcoffea.scheduler;

import org.topcoffea.spi.Resources;

/**
 * Everything that the catalog record and the statistics log say of tasks and workers.
 *
 * @param workers numbers of workers
 * @param tasks numbers of tasks
 * @param times sums of times of attempts that ended
 * @param capacity how much work the manager could keep busy
 * @param total what all workers offer
 * @param committed what tasks at workers were given
 * @param largest the largest value of each resource among workers
 * @param smallest the smallest value of each resource among workers; all 0 without workers
 * @param requested what all waiting tasks ask for, and what tasks at workers were given
 */
public record Statistics(
        Workers workers,
        Tasks tasks,
        Times times,
        Capacity capacity,
        Resources total,
        Resources committed,
        Resources largest,
        Resources smallest,
        Resources requested) {
    /**
     * Workers, first as they are, then since the beginning.
     *
     * @param connected that have said what they offer
     * @param idle without a task
     * @param busy with a task
     * @param able that could run some waiting task, were they empty; all that are busy or idle if none waits
     * @param draining that get no more tasks
     * @param silent of which nothing is heard
     * @param hostsBlocked hosts that get no tasks
     * @param joined that came
     * @param removed that went
     * @param released that were let go
     * @param idledOut that went because there was nothing to do
     * @param fastAborted that were let go because they were too slow
     * @param lost that were lost
     */
    public record Workers(
            long connected,
            long idle,
            long busy,
            long able,
            long draining,
            long silent,
            long hostsBlocked,
            long joined,
            long removed,
            long released,
            long idledOut,
            long fastAborted,
            long lost) {}

    /**
     * Tasks, first as they are, then since the beginning.
     *
     * @param waiting that wait
     * @param onWorkers at workers
     * @param running of these, that run
     * @param retrieving of these, whose outputs are being fetched
     * @param submitted that were submitted
     * @param dispatched dispatches
     * @param done that are done
     * @param failed that were given up
     * @param cancelled that were cancelled
     * @param split that were split
     * @param exhausted attempts that ran out of resources
     */
    public record Tasks(
            long waiting,
            long onWorkers,
            long running,
            long retrieving,
            long submitted,
            long dispatched,
            long done,
            long failed,
            long cancelled,
            long split,
            long exhausted) {}

    /**
     * Sums in microseconds.
     *
     * @param send sending inputs
     * @param sendGood of these, of good attempts
     * @param receive fetching outputs
     * @param receiveGood of these, of good attempts
     * @param execute running at workers
     * @param executeGood of these, good attempts
     * @param executeExhaustion of these, attempts that ran out of resources
     */
    public record Times(
            long send,
            long sendGood,
            long receive,
            long receiveGood,
            long execute,
            long executeGood,
            long executeExhaustion) {}
}
