/** Processes of tasks: started apart, found again, measured, and ended whole. */
package org.topcoffea.worker.internal.process;
