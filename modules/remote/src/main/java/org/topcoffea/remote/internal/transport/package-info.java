/** What every protocol offers: files that are opened at a server and read range by range, without any policy. */
package org.topcoffea.remote.internal.transport;
