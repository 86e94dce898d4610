/** ROOT files and what is in them: directories, trees and n-tuples, and readers that present ranges of events as columns. */
package org.topcoffea.root;
