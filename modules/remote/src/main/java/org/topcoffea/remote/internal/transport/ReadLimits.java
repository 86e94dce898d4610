package org.topcoffea.remote.internal.transport;

/**
 * What one request may ask for.
 *
 * @param ranges the most ranges, at least 1
 * @param rangeBytes the most bytes of one range, at least 1
 * @param requestBytes about the most bytes of all ranges together; one range may have more if {@code rangeBytes} allows
 * @param requests how many requests may be under way at once for one file
 */
public record ReadLimits(int ranges, long rangeBytes, long requestBytes, int requests) {
    /** Checks the numbers. */
    public ReadLimits {
        if (ranges < 1 || rangeBytes < 1 || requestBytes < 1 || requests < 1) {
            throw new IllegalArgumentException(
                    ranges + " ranges, " + rangeBytes + " and " + requestBytes + " bytes, " + requests + " requests");
        }
    }
}
