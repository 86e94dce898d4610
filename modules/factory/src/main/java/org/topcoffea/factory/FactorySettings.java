package org.topcoffea.factory;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.topcoffea.spi.Resources;

/**
 * What a factory is told, by its command line and by its configuration file.
 *
 * @param managerName regular expression for the whole name of the projects to serve, or empty with a fixed address
 * @param foremenName regular expression for foremen to serve instead, or empty
 * @param minWorkers workers that are always kept, at least 0
 * @param maxWorkers workers that are never exceeded, at least 1
 * @param workersPerCycle workers that may be on their way at once; 0 or less for any number
 * @param tasksPerWorker tasks that one worker is meant for; 0 or less to let their sizes decide
 * @param timeout seconds without work after which a worker ends
 * @param factoryTimeout seconds without any manager after which the factory ends; 0 for never
 * @param worker size of one worker; {@link Resources#UNSPECIFIED} leaves it to the slot
 * @param autosize ask for whole slots of at least that size
 * @param capacity bring no more workers than the manager says it can feed
 * @param extraOptions appended to the workers' command
 * @param condorRequirements expressions that slots must satisfy
 * @param factoryName announced to managers, which then let this factory have no more than its maximum; or empty
 */
public record FactorySettings(
        String managerName,
        String foremenName,
        int minWorkers,
        int maxWorkers,
        int workersPerCycle,
        int tasksPerWorker,
        int timeout,
        int factoryTimeout,
        Resources worker,
        boolean autosize,
        boolean capacity,
        String extraOptions,
        List<String> condorRequirements,
        String factoryName) {
    /** What holds where nothing is said. */
    public static final FactorySettings DEFAULTS =
            new FactorySettings("", "", 5, 100, 5, 0, 300, 0, Resources.OPEN, false, false, "", List.of(), "");

    /** Checks ranges; a minimum above the maximum is lowered to it, as with the factory of Work Queue. */
    public FactorySettings {
        check(minWorkers >= 0, "min-workers is " + minWorkers + ": it cannot be negative");
        check(maxWorkers >= 1, "max-workers is " + maxWorkers + ": it has to be at least 1");
        check(timeout >= 1, "timeout is " + timeout + " s: it has to be at least 1");
        check(factoryTimeout >= 0, "factory-timeout is " + factoryTimeout + " s: it cannot be negative");
        checkPattern("manager-name", managerName);
        checkPattern("foremen-name", foremenName);
        minWorkers = Math.min(minWorkers, maxWorkers);
        condorRequirements = List.copyOf(condorRequirements);
    }

    private static void checkPattern(String key, String text) {
        try {
            Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new FactoryException(
                    FactoryError.BAD_VALUE,
                    key + " '" + text + "' is not a regular expression: " + e.getDescription() + " at character "
                            + (e.getIndex() + 1),
                    e);
        }
    }

    private static void check(boolean holds, String problem) {
        if (!holds) {
            throw new FactoryException(FactoryError.BAD_VALUE, problem);
        }
    }
}
