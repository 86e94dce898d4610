/** Runs chunks of events through processors, merges their results and writes the output. */
package org.topcoffea.runner;
