/** HTTP and WebDAV (RFC 9110): files by ranges, several of them in one request. */
package org.topcoffea.remote.internal.http;
