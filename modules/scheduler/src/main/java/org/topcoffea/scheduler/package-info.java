/** Which task runs on which worker with what resources, and what happens after a failure: a state machine without clocks, threads or sockets. */
package org.topcoffea.scheduler;
