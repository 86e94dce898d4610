/** Collections whose operations do not cost more when they hold more. */
package org.topcoffea.scheduler.internal.queue;
