/** How a user proves to an XRootD server who he is. */
package org.topcoffea.remote.internal.xrootd.security;
