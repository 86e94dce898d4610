/** A worker: its workspace and cache, sandboxes of commands, warm runners of tasks, measured resources. */
package org.topcoffea.worker;
