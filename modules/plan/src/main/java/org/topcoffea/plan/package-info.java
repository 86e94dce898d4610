/**
 * The description of a run: {@link org.topcoffea.plan.Inputs samples} and {@link org.topcoffea.plan.RunOptions options},
 * the {@link org.topcoffea.plan.Chunk chunks} that events are cut into, and the {@link org.topcoffea.plan.Ledger ledger}
 * that knows what became of every event.
 */
package org.topcoffea.plan;
