package org.topcoffea.manager.internal.queue;

import java.nio.file.Path;

/**
 * A file on this machine that workers keep in their caches.
 *
 * @param cacheName its name there, which tells its content from any other
 * @param path where it is here
 * @param bytes its size
 */
public record StagedFile(String cacheName, Path path, long bytes) {}
