/** Benchmarks; each class says which question it answers. */
@org.jspecify.annotations.NullMarked
package org.topcoffea.benchmarks;
