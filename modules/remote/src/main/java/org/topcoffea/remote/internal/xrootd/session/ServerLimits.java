package org.topcoffea.remote.internal.xrootd.session;

/**
 * The sizes that a server accepts.
 *
 * @param ranges ranges of one vector read
 * @param rangeBytes bytes of one of them
 * @param streams connections that may be added to a session
 */
public record ServerLimits(int ranges, int rangeBytes, int streams) {
    /** What servers accept that do not say anything. */
    public static final ServerLimits USUAL = new ServerLimits(1024, 2_097_136, 15);

    /** What has to be asked for. */
    static final String NAMES = "readv_iov_max readv_ior_max bind_max";

    private static final int MOST_RANGES = 1 << 14;
    private static final int MOST_BYTES = 1 << 24;

    /** Takes the answer apart; what is not a number is as usual. */
    static ServerLimits parse(String answer) {
        String[] lines = answer.split("\n", -1);
        return new ServerLimits(
                number(lines, 0, USUAL.ranges(), MOST_RANGES),
                number(lines, 1, USUAL.rangeBytes(), MOST_BYTES),
                number(lines, 2, USUAL.streams(), USUAL.streams()));
    }

    private static int number(String[] lines, int line, int usual, int most) {
        try {
            long value = line < lines.length ? Long.parseLong(lines[line].strip()) : 0;
            return value < 1 ? usual : (int) Math.min(value, most);
        } catch (NumberFormatException e) {
            return usual;
        }
    }
}
