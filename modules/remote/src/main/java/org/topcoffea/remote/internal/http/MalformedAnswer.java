package org.topcoffea.remote.internal.http;

import java.io.IOException;

/** An answer that no server should give. */
final class MalformedAnswer extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedAnswer(String message) {
        super(message);
    }
}
