/** NPY arrays, JSON and the order of cells in UHI archives. */
package org.topcoffea.interchange.internal;
