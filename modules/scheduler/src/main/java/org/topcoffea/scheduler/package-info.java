/**
 * The scheduling core: {@link org.topcoffea.scheduler.Scheduler} takes {@linkplain org.topcoffea.scheduler.Event events}
 * with the time at which they happened and answers with {@linkplain org.topcoffea.scheduler.Action actions}.
 *
 * <p>All times are microseconds since the epoch and all durations microseconds, as on the wire and in the logs of Work
 * Queue. Memory and disk are MB.
 */
package org.topcoffea.scheduler;
