package org.topcoffea.report;

/**
 * Colours that people with any colour vision can tell apart: the accessible sequences of M. Petroff (arXiv:2107.02270),
 * which the experiments at the LHC use.
 */
final class Palette {
    static final int INK = 0x1A1A1A;
    static final int FAINT = 0x8A8A8A;
    static final int BAND = 0x3C3C3C;

    private static final int[] SIX = {0x5790FC, 0xF89C20, 0xE42536, 0x964A8B, 0x9C9CA1, 0x7A21DD};
    private static final int[] TEN = {
        0x3F90DA, 0xFFA90E, 0xBD1F01, 0x94A4A2, 0x832DB6, 0xA96B59, 0xE76300, 0xB9AC70, 0x717581, 0x92DADD
    };

    private Palette() {}

    /** The colour of one of several fillings; from the eleventh on, lighter variants of the same. */
    static int filling(int index, int count) {
        int[] colours = count <= SIX.length ? SIX : TEN;
        int colour = colours[index % colours.length];
        for (int round = index / colours.length; round > 0; round--) {
            colour = lighter(colour);
        }
        return colour;
    }

    private static int lighter(int colour) {
        int result = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int part = colour >> shift & 0xFF;
            result |= (part + (0xFF - part) / 2) << shift;
        }
        return result;
    }

    /** The colour of an outline; the first one is that of ink, for what others are compared with. */
    static int outline(int index) {
        int[] order = {INK, 0xE42536, 0x5790FC, 0x7A21DD, 0xF89C20, 0x964A8B, 0x9C9CA1};
        return order[index % order.length];
    }

    /** The dashes of an outline, so that outlines differ in print, too. */
    static double[] dashes(int index) {
        return switch (index % 4) {
            case 1 -> new double[] {7, 3};
            case 2 -> new double[] {2, 2.5};
            case 3 -> new double[] {9, 3, 2, 3};
            default -> new double[0];
        };
    }
}
