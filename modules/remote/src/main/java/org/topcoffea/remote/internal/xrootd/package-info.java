/** Files on XRootD servers. */
package org.topcoffea.remote.internal.xrootd;
