/** Histograms of ROOT files. */
package org.topcoffea.root.internal.histogram;
