/** Event files on servers: HTTP, WebDAV and XRootD as byte sources, with the credentials of the user. */
package org.topcoffea.remote;
