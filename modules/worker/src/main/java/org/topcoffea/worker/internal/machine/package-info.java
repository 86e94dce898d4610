/** What the machine has: cores, memory, graphics processors. */
package org.topcoffea.worker.internal.machine;
