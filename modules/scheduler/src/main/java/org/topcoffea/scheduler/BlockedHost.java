package org.topcoffea.scheduler;

/**
 * A host that gets no tasks.
 *
 * @param host its name
 * @param reason why, in one line
 * @param since when it was blocked
 * @param until when it is given another chance; {@link Long#MAX_VALUE} for never
 */
public record BlockedHost(String host, String reason, long since, long until) {}
