/**
 * Runs: chunks of events through processors, partial results and their merging, and the bundle of files that comes out.
 */
package org.topcoffea.runner;
