/** What a task of a run is, how it is carried out and what it reports; the same in a warm runner and on a command line. */
package org.topcoffea.task;
