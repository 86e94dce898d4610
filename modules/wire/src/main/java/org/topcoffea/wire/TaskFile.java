package org.topcoffea.wire;

/**
 * A file of a task: an object of the worker's cache under a name in the task's sandbox.
 *
 * @param cacheName the name in the cache; letters, digits, dot, dash and underscore only, or old programs mangle it
 * @param path the path in the sandbox, relative, with slashes
 * @param flags see {@link FileFlags}
 */
public record TaskFile(String cacheName, String path, int flags) {}
