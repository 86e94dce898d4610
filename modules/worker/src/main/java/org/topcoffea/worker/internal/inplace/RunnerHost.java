package org.topcoffea.worker.internal.inplace;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What runners need of their worker, and what they tell it; called by the worker's own thread. */
public interface RunnerHost {
    /** The program of a runner. */
    List<String> command();

    /** What to set in its environment. */
    Map<String, String> environment();

    /** The directory where it runs. */
    Path directory();

    /** A file for what it prints. */
    Path log();

    /** The name in the cache for what a runner held. */
    String nameForHeld();

    /** Where cached objects are made before they are taken into the cache. */
    Path incoming(String cacheName);

    /** Takes an object into the cache. */
    void take(String cacheName, Path made);

    /** Where an object is in the cache. */
    Path cached(String cacheName);

    /** Drops an object from the cache. */
    void drop(String cacheName);

    /** A sum is lost that had events. */
    void lost(String runId, String fold);
}
