/** Storage of sums and other machinery of the histograms. */
package org.topcoffea.hist.internal;
