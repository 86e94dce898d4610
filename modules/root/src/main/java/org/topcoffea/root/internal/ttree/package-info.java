/** TTree: branches, leaves and baskets as columns. */
package org.topcoffea.root.internal.ttree;
