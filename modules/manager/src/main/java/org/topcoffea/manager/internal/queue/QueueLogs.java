package org.topcoffea.manager.internal.queue;

import org.topcoffea.manager.internal.log.DebugLog;
import org.topcoffea.manager.internal.log.StatisticsLog;
import org.topcoffea.manager.internal.log.TaskLog;
import org.topcoffea.manager.internal.log.TransactionLog;
import org.topcoffea.plan.ManagerOptions;

/**
 * The logs of a manager.
 *
 * @param debug what is said
 * @param transactions what happens
 * @param statistics numbers over time
 * @param tasks a line for each task
 */
public record QueueLogs(DebugLog debug, TransactionLog transactions, StatisticsLog statistics, TaskLog tasks)
        implements AutoCloseable {
    /** Opens the logs that are wanted. */
    public static QueueLogs open(ManagerOptions.Logs files) {
        return new QueueLogs(
                new DebugLog(files.debug()),
                new TransactionLog(files.transactions()),
                new StatisticsLog(files.statistics()),
                new TaskLog(files.tasks()));
    }

    /** Puts everything into the files. */
    public void flush() {
        debug.flush();
        transactions.flush();
        tasks.flush();
    }

    @Override
    public void close() {
        debug.close();
        transactions.close();
        statistics.close();
        tasks.close();
    }
}
