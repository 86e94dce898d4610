/** The sums of generator weights that normalise simulated samples. */
package org.topcoffea.plugins.sow;
