/** What a run leaves on disk while it goes on: journal, partial results, checkpoints. */
package org.topcoffea.manager.internal.store;
