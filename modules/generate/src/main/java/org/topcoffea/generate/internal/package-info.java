/** How collisions are made, seen and written. */
package org.topcoffea.generate.internal;
