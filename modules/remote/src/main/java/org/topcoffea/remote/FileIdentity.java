package org.topcoffea.remote;

/**
 * What tells a file on a server from another of the same name.
 *
 * @param size the number of bytes
 * @param version the server's name of this version, such as a time of modification or an entity tag; empty if it has none
 */
public record FileIdentity(long size, String version) {}
