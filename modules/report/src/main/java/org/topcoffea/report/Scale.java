package org.topcoffea.report;

/** Where values lie on an axis: 0 at its lower end, 1 at its upper end. */
sealed interface Scale {
    /** The position of a value; beyond 0 and 1 outside of the axis. */
    double at(double value);

    /** The value at the lower end. */
    double low();

    /** The value at the upper end. */
    double high();

    /** Equal distances for equal differences. */
    record Linear(double low, double high) implements Scale {
        @Override
        public double at(double value) {
            return (value - low) / (high - low);
        }
    }

    /** Equal distances for equal quotients; what is not positive lies far below. */
    record Logarithmic(double low, double high) implements Scale {
        private static final double FAR_BELOW = -10;

        @Override
        public double at(double value) {
            return value <= 0 ? FAR_BELOW : Math.max(FAR_BELOW, Math.log(value / low) / Math.log(high / low));
        }
    }
}
