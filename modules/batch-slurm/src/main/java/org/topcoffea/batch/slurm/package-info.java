/** Workers as SLURM jobs. */
package org.topcoffea.batch.slurm;
