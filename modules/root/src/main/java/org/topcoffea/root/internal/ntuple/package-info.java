/** RNTuple, the columnar successor of TTree: envelopes, schema, page lists, pages, and its fields as columns. */
package org.topcoffea.root.internal.ntuple;
