package org.topcoffea.remote.internal.xrootd;

import java.time.Duration;
import org.topcoffea.remote.Credentials;
import org.topcoffea.remote.internal.xrootd.session.Sessions;

/**
 * What all files of a run share.
 *
 * @param sessions with servers
 * @param credentials of the user
 * @param buffers for answers
 * @param patience how long a server may take to find or open a file
 */
record Network(Sessions sessions, Credentials credentials, Buffers buffers, Duration patience) {}
