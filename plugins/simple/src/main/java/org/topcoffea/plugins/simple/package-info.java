/** The simple processor. */
package org.topcoffea.plugins.simple;
