/** Work Queue and catalog protocols on connections: messages, codecs, TLS, passwords. */
package org.topcoffea.wire;
