/** Axes, storages and histograms, among them histograms of quadratic EFT weights; filling, merging, evaluation. */
package org.topcoffea.hist;
