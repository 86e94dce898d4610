/** Writing ROOT files: histograms and trees. */
package org.topcoffea.root.writer;
