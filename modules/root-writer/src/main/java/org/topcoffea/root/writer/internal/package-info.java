/** The layout of ROOT files. */
package org.topcoffea.root.writer.internal;
