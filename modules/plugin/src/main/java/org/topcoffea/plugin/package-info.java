/** Plugin directories, module layers and named providers. */
package org.topcoffea.plugin;
