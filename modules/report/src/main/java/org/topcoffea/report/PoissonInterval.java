package org.topcoffea.report;

/** The central 68.27 % confidence interval of a Poisson mean (F. Garwood, Biometrika 28 (1936) 437). */
final class PoissonInterval {
    private static final double TAIL = 0.15865525393145707;
    // Above this the square root is good to better than a percent, and the sums below would be long.
    private static final double LARGE = 400;

    private PoissonInterval() {}

    /** How far the lower end is below the count. */
    static double down(double count) {
        if (count <= 0) {
            return 0;
        }
        return isSmallCount(count) ? count - meanWhere(count - 1, 1 - TAIL) : Math.sqrt(count);
    }

    /** How far the upper end is above the count. */
    static double up(double count) {
        if (count < 0) {
            return 0;
        }
        return isSmallCount(count) ? meanWhere(count, TAIL) - count : Math.sqrt(count);
    }

    private static boolean isSmallCount(double count) {
        return count <= LARGE && count == Math.rint(count);
    }

    /** The mean for which at most {@code count} events have the given probability. */
    private static double meanWhere(double count, double probability) {
        double low = 0;
        double high = count + 10 * Math.sqrt(count + 1) + 10;
        while (high - low > 1e-9 * (1 + high)) {
            double mean = 0.5 * (low + high);
            if (atMost(count, mean) > probability) {
                low = mean;
            } else {
                high = mean;
            }
        }
        return 0.5 * (low + high);
    }

    private static double atMost(double count, double mean) {
        double logTerm = -mean;
        double sum = Math.exp(logTerm);
        for (int k = 1; k <= count; k++) {
            logTerm += Math.log(mean / k);
            sum += Math.exp(logTerm);
        }
        return sum;
    }
}
