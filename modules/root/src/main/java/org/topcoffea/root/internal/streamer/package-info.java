/** Objects of C++ classes, read as the streamer information of their file describes them. */
package org.topcoffea.root.internal.streamer;
