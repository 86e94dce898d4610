/** Requests and answers of the XRootD protocol as bytes. */
package org.topcoffea.remote.internal.xrootd.message;
