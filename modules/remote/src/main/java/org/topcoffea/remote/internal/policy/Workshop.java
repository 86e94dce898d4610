package org.topcoffea.remote.internal.policy;

import org.topcoffea.remote.RemoteOptions;

/**
 * What all files of a run share above the protocols.
 *
 * @param options limits of patience
 * @param servers statistics and load of each server
 */
public record Workshop(RemoteOptions options, Servers servers) {}
