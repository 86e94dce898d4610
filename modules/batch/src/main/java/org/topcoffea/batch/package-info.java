/**
 * The contract between topcoffea and batch systems. A {@link org.topcoffea.batch.JobPool} submits
 * {@linkplain org.topcoffea.batch.JobDescription descriptions} to a {@link org.topcoffea.batch.BatchBackend} and keeps a
 * journal of what it submitted.
 */
package org.topcoffea.batch;
