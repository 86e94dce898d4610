/** Events in memory and runs over them, for tests of event processors. */
package org.topcoffea.spi.test;
