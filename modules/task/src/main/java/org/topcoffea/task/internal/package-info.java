/** JSON of descriptions and reports: strict, limited, deterministic. */
package org.topcoffea.task.internal;
