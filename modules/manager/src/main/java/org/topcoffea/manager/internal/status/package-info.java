/** What a manager says of itself, in the words of Work Queue. */
package org.topcoffea.manager.internal.status;
