package org.topcoffea.spi;

import java.util.function.Supplier;

/** Takes the declaration of what a processor fills. */
@FunctionalInterface
public interface Outputs {
    /**
     * Declares an accumulator.
     *
     * @param name its name in the output: letters, digits, {@code _}, {@code -} and {@code .}; declared once
     * @param empty makes an empty one
     */
    void declare(String name, Supplier<? extends Accumulator<?>> empty);
}
