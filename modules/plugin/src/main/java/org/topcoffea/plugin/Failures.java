package org.topcoffea.plugin;

/** Foreign failures in one line. */
final class Failures {
    private Failures() {}

    /** The innermost cause that has a message, in one line, with its class where the message alone would say little. */
    static String line(Throwable failure) {
        Throwable told = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            told = cause;
        }
        String message =
                told.getMessage() == null ? "" : told.getMessage().strip().replaceAll("\\s*\\R\\s*", " ");
        String name = told.getClass().getName();
        return message.isEmpty() ? name : name + ": " + message;
    }
}
