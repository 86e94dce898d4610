/** What is done with single attempts: coalescing, retries, other replicas, second requests, less load, statistics. */
package org.topcoffea.remote.internal.policy;
