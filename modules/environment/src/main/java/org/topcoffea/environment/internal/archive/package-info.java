/** Packing, keeping and unpacking of archives. */
package org.topcoffea.environment.internal.archive;
