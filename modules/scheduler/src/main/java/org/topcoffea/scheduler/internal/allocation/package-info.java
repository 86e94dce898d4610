/** Resources of tasks: what was measured, what is asked for, what a worker gives. */
package org.topcoffea.scheduler.internal.allocation;
