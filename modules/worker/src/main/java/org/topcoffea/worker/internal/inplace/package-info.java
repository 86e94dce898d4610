/** Warm virtual machines beside the worker, in which tasks of our manager run. */
package org.topcoffea.worker.internal.inplace;
