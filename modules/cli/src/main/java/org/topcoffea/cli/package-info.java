/**
 * One class for each command, {@link org.topcoffea.cli.Main} above them, and what they share: the console, progress and
 * exit codes.
 */
package org.topcoffea.cli;
