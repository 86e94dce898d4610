/** Workers as HTCondor jobs. */
package org.topcoffea.batch.htcondor;
