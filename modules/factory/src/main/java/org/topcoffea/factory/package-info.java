/** How many workers there should be and when: the loop that submits and removes them, and its configuration file. */
package org.topcoffea.factory;
