/** Checks of files that were copied. */
package org.topcoffea.remote.internal.copy;
