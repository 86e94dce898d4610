/**
 * Pictures and tables of histograms: {@link org.topcoffea.report.Plot plots} as SVG and PNG, histograms
 * {@link org.topcoffea.report.TextHistogram in a terminal}, and {@link org.topcoffea.report.YieldsTable tables of yields}.
 */
package org.topcoffea.report;
