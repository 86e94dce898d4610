/** What is sent to workers: runtime and plugins as archives named by their content, their caches, and the sources they are built from. */
package org.topcoffea.environment;
