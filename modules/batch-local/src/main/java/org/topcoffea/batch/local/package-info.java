/** Workers as processes of this machine. */
package org.topcoffea.batch.local;
