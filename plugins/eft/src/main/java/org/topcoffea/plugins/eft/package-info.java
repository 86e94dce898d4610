/** EFT histograms of events with two, three and four leptons. */
package org.topcoffea.plugins.eft;
