package org.topcoffea.factory;

/** Hears what a factory does. Called by the factory's thread. */
public interface FactoryListener {
    /** A cycle is done. */
    void cycle(FactoryReport report);

    /** Something that somebody should know, in one line. */
    void note(String line);
}
