/** The eft processor. */
package org.topcoffea.plugins.eft;
