package org.topcoffea.wire;

/**
 * A message from a worker to its manager. Those that implement {@link WithBody} are followed by that many bytes, which travel
 * beside them ({@link Body}, {@link BodyTarget}).
 */
public sealed interface WorkerMessage {
    /** A message that bytes follow. */
    sealed interface WithBody extends WorkerMessage {
        /** How many bytes follow. */
        long length();
    }

    /**
     * The first line of a worker.
     *
     * @param protocol the version of the protocol, 11 today
     * @param host the name of its host; never {@code unknown}
     * @param system the name of its operating system; {@code foreman} marks a manager of other workers
     * @param architecture the name of its processor
     * @param version the version of its program
     */
    record Introduction(int protocol, String host, String system, String architecture, String version)
            implements WorkerMessage {}

    /**
     * Something to know. Unknown fields are ignored by all managers.
     *
     * @param field one word: {@code worker-id}, {@code worker-end-time}, {@code from-factory}, {@code tasks_running}, …
     * @param value the rest of the line, not empty
     */
    record Info(String field, String value) implements WorkerMessage {}

    /**
     * Something the worker has and tasks may ask for.
     *
     * @param name the decoded name
     */
    record Feature(String name) implements WorkerMessage {}

    /** A sign of life. */
    record Alive() implements WorkerMessage {}

    /**
     * One resource of the worker.
     *
     * @param name {@code workers}, {@code cores}, {@code memory} (MB), {@code disk} (MB), {@code gpus}, or a name to ignore
     * @param total all of it
     * @param smallest the least that one worker below a foreman has; the same as total otherwise
     * @param largest the most that one worker below a foreman has; the same as total otherwise
     */
    record Resource(String name, long total, long smallest, long largest) implements WorkerMessage {}

    /**
     * The end of a block of resources. A worker is given no task before the first one.
     *
     * @param lastTask the last task the worker received
     */
    record ResourceTag(long lastTask) implements WorkerMessage {}

    /** There are results; the manager's connection asks for them by itself. */
    record AvailableResults() implements WorkerMessage {}

    /**
     * A task has ended; its output text follows.
     *
     * @param status see {@link ResultCode}
     * @param exitCode the command's exit code, or the number of the signal that ended it
     * @param length bytes of its standard output and error, merged
     * @param micros how long it ran, in microseconds
     * @param task the id of the task
     */
    record Result(int status, int exitCode, long length, long micros, long task) implements WithBody {
        /** The status by name. */
        public ResultCode code() {
            return ResultCode.of(status);
        }
    }

    /**
     * What was appended to a watched file.
     *
     * @param task the id of the task
     * @param path the file's path in the sandbox
     * @param offset where in the file it begins
     * @param length how many bytes
     */
    record Update(long task, String path, long offset, long length) implements WithBody {}

    /** The end of an answer to {@code send_results} or {@code get}. */
    record End() implements WorkerMessage {}

    /**
     * In an answer to {@code get}: a directory.
     *
     * @param name its path, beginning with the name that was asked for
     */
    record Directory(String name) implements WorkerMessage {}

    /**
     * In an answer to {@code get}: a file.
     *
     * @param name its path, beginning with the name that was asked for
     * @param length how many bytes
     */
    record File(String name, long length) implements WithBody {}

    /**
     * In an answer to {@code get}: something is not there or cannot be read.
     *
     * @param name its path, beginning with the name that was asked for
     * @param errno the operating system's number of the error; 2 when it does not exist
     */
    record Missing(String name, int errno) implements WorkerMessage {}

    /**
     * An object that the worker had to make has been made.
     *
     * @param cacheName its name
     * @param size its size in bytes
     * @param micros how long it took, in microseconds
     */
    record CacheUpdate(String cacheName, long size, long micros) implements WorkerMessage {}

    /**
     * An object that the worker had to make could not be made; the text of the error follows.
     *
     * @param cacheName its name
     * @param length bytes of the text
     */
    record CacheInvalid(String cacheName, long length) implements WithBody {}
}
