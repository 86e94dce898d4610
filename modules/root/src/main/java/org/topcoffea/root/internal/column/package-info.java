/** What TTree branches and RNTuple fields have in common: columns that can be opened and read by ranges of entries. */
package org.topcoffea.root.internal.column;
