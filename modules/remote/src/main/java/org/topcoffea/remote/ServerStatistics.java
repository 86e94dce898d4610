package org.topcoffea.remote;

/**
 * What one server was asked for so far.
 *
 * @param server scheme, host and port
 * @param opens files opened
 * @param requests requests for bytes, without those for opening
 * @param bytesAsked bytes that were asked for, with gaps that were cheaper to read than to leave out
 * @param bytesUsed bytes that were wanted
 * @param failures requests and openings that failed
 * @param retries how many of these were tried again, here or elsewhere
 * @param hedges requests that were sent a second time because the first took long
 * @param medianMillis half of all requests took less than that
 * @param slowMillis 95 of 100 requests took less than that
 */
public record ServerStatistics(
        String server,
        long opens,
        long requests,
        long bytesAsked,
        long bytesUsed,
        long failures,
        long retries,
        long hedges,
        double medianMillis,
        double slowMillis) {}
