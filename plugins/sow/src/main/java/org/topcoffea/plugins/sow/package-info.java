/** The sow processor. */
package org.topcoffea.plugins.sow;
