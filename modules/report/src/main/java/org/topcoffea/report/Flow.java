package org.topcoffea.report;

/** What a picture does with events below the first and above the last edge. */
public enum Flow {
    /** It leaves them out. */
    HIDE,
    /** It adds them to the first and the last bin, and says so when there are any. */
    FOLD
}
