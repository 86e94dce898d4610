/** The files of an output bundle, one class for each. */
package org.topcoffea.runner.internal.bundle;
