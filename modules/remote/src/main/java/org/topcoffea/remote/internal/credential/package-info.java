/** Files with proxy certificates and tokens: how they are found, checked and read. */
package org.topcoffea.remote.internal.credential;
