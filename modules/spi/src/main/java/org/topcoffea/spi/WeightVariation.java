package org.topcoffea.spi;

/** A variation of the generator's scales, up by a factor of 2 or down by a factor of 1/2. */
public enum WeightVariation {
    /** Initial-state radiation of the parton shower, scale doubled. */
    ISR_UP("ISRUp", true, 2, 1),
    /** Initial-state radiation of the parton shower, scale halved. */
    ISR_DOWN("ISRDown", true, 0.5, 1),
    /** Final-state radiation of the parton shower, scale doubled. */
    FSR_UP("FSRUp", true, 1, 2),
    /** Final-state radiation of the parton shower, scale halved. */
    FSR_DOWN("FSRDown", true, 1, 0.5),
    /** Renormalisation scale of the matrix element, doubled. */
    RENORM_UP("renormUp", false, 2, 1),
    /** Renormalisation scale of the matrix element, halved. */
    RENORM_DOWN("renormDown", false, 0.5, 1),
    /** Factorisation scale of the matrix element, doubled. */
    FACT_UP("factUp", false, 1, 2),
    /** Factorisation scale of the matrix element, halved. */
    FACT_DOWN("factDown", false, 1, 0.5),
    /** Both scales of the matrix element, doubled. */
    RENORMFACT_UP("renormfactUp", false, 2, 2),
    /** Both scales of the matrix element, halved. */
    RENORMFACT_DOWN("renormfactDown", false, 0.5, 0.5);

    private final String label;
    private final boolean shower;
    private final double first;
    private final double second;

    WeightVariation(String label, boolean shower, double first, double second) {
        this.label = label;
        this.shower = shower;
        this.first = first;
        this.second = second;
    }

    /** The name in sample files ({@code nSumOfWeights_renormUp}) and on systematic axes. */
    public String label() {
        return label;
    }

    /** Whether it is a weight of the parton shower, else of the matrix element. */
    boolean ofShower() {
        return shower;
    }

    /** Whether a pair of scale factors (initial and final state, or renormalisation and factorisation) is this one. */
    boolean matches(double one, double other) {
        return one == first && other == second;
    }

    /** The position in the usual order of that many weights, or −1 if there is no usual order. */
    int usualIndex(int count) {
        return switch (this) {
            case ISR_DOWN -> count == 4 ? 0 : -1;
            case FSR_DOWN -> count == 4 ? 1 : -1;
            case ISR_UP -> count == 4 ? 2 : -1;
            case FSR_UP -> count == 4 ? 3 : -1;
            case RENORMFACT_DOWN -> nominalIncluded(count, 0, 0);
            case RENORM_DOWN -> nominalIncluded(count, 1, 1);
            case FACT_DOWN -> nominalIncluded(count, 3, 3);
            case FACT_UP -> nominalIncluded(count, 5, 4);
            case RENORM_UP -> nominalIncluded(count, 7, 6);
            case RENORMFACT_UP -> nominalIncluded(count, 8, 7);
        };
    }

    /** Generators write all nine combinations of 1/2, 1 and 2, or eight without the nominal one in the middle. */
    private static int nominalIncluded(int count, int ofNine, int ofEight) {
        return count == 9 ? ofNine : count == 8 ? ofEight : -1;
    }
}
