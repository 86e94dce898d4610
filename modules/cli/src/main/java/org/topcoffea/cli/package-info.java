/** The command line. */
package org.topcoffea.cli;
