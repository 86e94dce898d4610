/** The manager of a distributed run: tasks to workers, partial results back, journal, logs and status. */
package org.topcoffea.manager;
