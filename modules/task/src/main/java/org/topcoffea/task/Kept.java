package org.topcoffea.task;

/** Where the result of processed events is, until somebody asks for it. */
public sealed interface Kept {
    /** There is no result, as no event was processed. */
    record Nothing() implements Kept {}

    /**
     * Added to a sum in the memory of the worker; {@link TaskDescription.Collect} brings it out. That is so whenever this is
     * reported, even for a task that the manager has given up meanwhile; a result that is not reported is in no sum.
     *
     * @param fold names the sum; when the worker says that this sum is lost, all events that were added to it since it was
     *     last collected have to be processed again
     * @param events how many events are in it now
     * @param bytes about how many bytes it will have when it is written
     */
    record Folded(String fold, long events, long bytes) implements Kept {}

    /**
     * Written to a file.
     *
     * @param file its name in the directory of the task
     * @param bytes its size
     */
    record Written(String file, long bytes) implements Kept {}
}
