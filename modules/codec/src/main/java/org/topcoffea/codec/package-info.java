/** Codecs of ROOT compression blocks. */
package org.topcoffea.codec;
