/** Event processors, columns, accumulators, samples and errors: everything a plugin is written against. */
package org.topcoffea.spi;
