/** NanoAOD-like input of any size, made from a seed. */
package org.topcoffea.generate;
