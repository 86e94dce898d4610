/** The directory of a worker: its cache, the sandboxes of tasks, and nothing outside it. */
package org.topcoffea.worker.internal.workspace;
