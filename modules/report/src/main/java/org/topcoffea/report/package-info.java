/** Pictures and tables of histograms. */
package org.topcoffea.report;
