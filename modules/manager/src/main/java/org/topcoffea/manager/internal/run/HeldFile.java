package org.topcoffea.manager.internal.run;

/**
 * A partial result in the cache of a worker.
 *
 * @param cacheName its name there
 * @param bytes its size
 */
record HeldFile(String cacheName, long bytes) {}
