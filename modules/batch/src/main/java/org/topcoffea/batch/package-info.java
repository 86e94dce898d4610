/** The contract between topcoffea and batch systems: submit, observe, remove and explain jobs. */
package org.topcoffea.batch;
