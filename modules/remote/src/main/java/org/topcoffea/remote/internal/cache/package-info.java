/** Decompressed baskets and pages on a local disk, encoded anew with a fast codec. */
package org.topcoffea.remote.internal.cache;
