/** Source trees of plugins: what is in them, what git says of them, how they are built. */
package org.topcoffea.environment.internal.source;
