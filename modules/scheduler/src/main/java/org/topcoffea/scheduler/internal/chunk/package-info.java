/** How the number of events of a chunk follows from what earlier chunks took. */
package org.topcoffea.scheduler.internal.chunk;
