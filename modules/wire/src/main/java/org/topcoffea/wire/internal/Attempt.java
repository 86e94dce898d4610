package org.topcoffea.wire.internal;

/** Something that may fail. */
interface Attempt {
    void run() throws Exception;
}
