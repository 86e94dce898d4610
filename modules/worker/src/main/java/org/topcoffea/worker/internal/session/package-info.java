/** What a worker does while it has a manager: tasks, their resources, their results. */
package org.topcoffea.worker.internal.session;
