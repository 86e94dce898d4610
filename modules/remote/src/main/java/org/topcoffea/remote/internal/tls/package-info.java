/** TLS as grid sites use it: directories of authorities, proxy certificates as client certificates. */
package org.topcoffea.remote.internal.tls;
