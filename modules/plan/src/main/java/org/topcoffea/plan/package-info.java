/** From cfg files to samples, files, chunks and tasks, and the ledger of event ranges. */
package org.topcoffea.plan;
