package org.topcoffea.wire.internal;

/** A question to a worker whose answer is a series of lines up to {@code end}. */
sealed interface Dialogue permits Dialogue.Results, Fetch {
    /** All results are wanted. */
    Results RESULTS = new Results();

    /** The answer to {@code send_results}. */
    final class Results implements Dialogue {
        private Results() {}
    }
}
