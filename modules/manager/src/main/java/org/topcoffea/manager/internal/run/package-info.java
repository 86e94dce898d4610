/** What the tasks of a run mean: files to count, chunks to process, results that workers hold, and their way home. */
package org.topcoffea.manager.internal.run;
