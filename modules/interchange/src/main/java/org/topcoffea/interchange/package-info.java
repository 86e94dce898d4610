/** Histograms in the form other programs read: UHI archives and plain arrays. */
package org.topcoffea.interchange;
