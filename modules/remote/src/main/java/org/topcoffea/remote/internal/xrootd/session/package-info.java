/** Connections to XRootD servers and the sessions made of them. */
package org.topcoffea.remote.internal.xrootd.session;
