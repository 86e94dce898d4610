package org.topcoffea.factory;

import org.topcoffea.spi.Resources;

/**
 * Tasks of equal size.
 *
 * @param count how many, waiting or at workers
 * @param size what each asks for; with nothing specified a task gets a whole worker
 */
public record TaskKind(long count, Resources size) {}
