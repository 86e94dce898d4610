package org.topcoffea.plugins.eft;

/** The application regions: the signal region of a lepton multiplicity and its sidebands with leptons that are not tight. */
enum Region {
    SAME_SIGN(2, "isSR_2lSS", "isAR_2lSS"),
    OPPOSITE_SIGN(2, "isSR_2lOS", "isAR_2lOS"),
    THREE(3, "isSR_3l", "isAR_3l"),
    FOUR(4, "isSR_4l", "");

    /** The sideband of the charge-flip estimate, for data only. */
    static final String FLIP_SIDEBAND = "isAR_2lSS_OS";

    private final int leptons;
    private final String signal;
    private final String sideband;

    Region(int leptons, String signal, String sideband) {
        this.leptons = leptons;
        this.signal = signal;
        this.sideband = sideband;
    }

    int leptons() {
        return leptons;
    }

    /** The category on the axis {@code appl} that an event belongs to, or empty if to none. */
    String category(SelectedEvent event) {
        boolean tight = event.tight(leptons);
        boolean opposite = leptons == 2 && event.charge(2) == 0;
        if (this == SAME_SIGN && opposite) {
            return tight && event.data() ? FLIP_SIDEBAND : "";
        }
        if (this == OPPOSITE_SIGN && !opposite) {
            return "";
        }
        return tight ? signal : sideband;
    }

    static boolean isSignal(String category) {
        return category.startsWith("isSR");
    }
}
