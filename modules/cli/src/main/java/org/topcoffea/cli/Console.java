package org.topcoffea.cli;

import java.io.PrintStream;

/** Where commands write: results to standard output, everything about the work to standard error. */
final class Console {
    private static final boolean TERMINAL =
            System.console() != null && System.console().isTerminal() && !"dumb".equals(System.getenv("TERM"));

    private Console() {}

    static PrintStream out() {
        return System.out;
    }

    static PrintStream err() {
        return System.err;
    }

    /** Whether a person watches, so that lines may be redrawn. */
    static boolean terminal() {
        return TERMINAL && System.getenv("CI") == null;
    }

    static void line(String text) {
        System.out.println(text);
    }

    static void note(String text) {
        System.err.println(text);
    }

    /** One line about a failure; the stack is for {@code --debug}. */
    static void error(Throwable failure) {
        String message = failure.getMessage();
        System.err.println("topcoffea: " + (message == null ? failure.toString() : message));
        if (Boolean.getBoolean("topcoffea.debug")) {
            failure.printStackTrace(System.err);
        }
    }
}
