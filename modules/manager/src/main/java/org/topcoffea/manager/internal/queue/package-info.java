/** Tasks to workers and results back: the shell around the scheduler, which knows nothing of events and histograms. */
package org.topcoffea.manager.internal.queue;
