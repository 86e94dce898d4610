/** The life of a worker: looking for managers, serving one after the other, leaving. */
package org.topcoffea.worker.internal.life;
