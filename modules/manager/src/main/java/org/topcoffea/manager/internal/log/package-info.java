/** The logs of a manager, in the formats of Work Queue. */
package org.topcoffea.manager.internal.log;
