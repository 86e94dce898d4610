package org.topcoffea.factory;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.topcoffea.spi.Resources;

/**
 * A factory's configuration file: keys and values as in the manual of {@code work_queue_factory}. What it does not name keeps
 * the value it had; numbers with a fraction are rounded up.
 */
public final class SettingsFile {
    private static final List<String> KEYS = List.of(
            "manager-name",
            "master-name",
            "foremen-name",
            "min-workers",
            "max-workers",
            "workers-per-cycle",
            "tasks-per-worker",
            "timeout",
            "factory-timeout",
            "cores",
            "memory",
            "disk",
            "gpus",
            "autosize",
            "capacity",
            "worker-extra-options",
            "condor-requirements",
            "factory-name");

    private final String file;
    private final Map<String, JxExpression> members;
    private final JxScope scope;

    private SettingsFile(String file, String text) {
        this.file = file;
        this.members = JxParser.parse(file, text);
        this.scope = new JxScope(file, members);
    }

    /**
     * Reads a file.
     *
     * @param file where it is
     * @throws FactoryException {@link FactoryError#NO_SUCH_FILE}, or {@link FactoryError#BAD_SYNTAX} with line and column
     */
    public static SettingsFile read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new FactoryException(FactoryError.NO_SUCH_FILE, file + ": there is no such file", e);
        } catch (CharacterCodingException e) {
            throw new FactoryException(FactoryError.NO_SUCH_FILE, file + " is not a text in UTF-8", e);
        } catch (IOException e) {
            throw new FactoryException(FactoryError.NO_SUCH_FILE, file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Parses a text.
     *
     * @param file what messages call it
     * @param text its content
     * @throws FactoryException {@link FactoryError#BAD_SYNTAX} with line and column
     */
    public static SettingsFile parse(String file, String text) {
        return new SettingsFile(file, text);
    }

    /** Keys that nothing will be made of but that look like a slip of the pen; one line for each. */
    public List<String> doubts() {
        List<String> doubts = new ArrayList<>();
        for (String key : members.keySet()) {
            String folded = key.replace('_', '-').toLowerCase(java.util.Locale.ROOT);
            if (!KEYS.contains(key) && KEYS.contains(folded)) {
                JxExpression value = members.get(key);
                doubts.add(file + ":" + value.line() + ": the key '" + key + "' is not known; did you mean '" + folded
                        + "'?");
            }
        }
        return doubts;
    }

    /**
     * The settings that hold with this file.
     *
     * @param current what held before
     * @throws FactoryException {@link FactoryError#BAD_VALUE} or {@link FactoryError#BAD_SYNTAX} with line and column
     */
    public FactorySettings over(FactorySettings current) {
        Resources worker = current.worker();
        String manager = text("master-name", current.managerName());
        try {
            return new FactorySettings(
                    text("manager-name", manager),
                    text("foremen-name", current.foremenName()),
                    integer("min-workers", current.minWorkers(), 0),
                    integer("max-workers", current.maxWorkers(), 1),
                    integer("workers-per-cycle", current.workersPerCycle(), Integer.MIN_VALUE),
                    integer("tasks-per-worker", current.tasksPerWorker(), Integer.MIN_VALUE),
                    integer("timeout", current.timeout(), 1),
                    integer("factory-timeout", current.factoryTimeout(), 0),
                    new Resources(
                            size("cores", worker.cores()),
                            size("memory", worker.memory()),
                            size("disk", worker.disk()),
                            size("gpus", worker.gpus())),
                    flag("autosize", current.autosize()),
                    flag("capacity", current.capacity()),
                    text("worker-extra-options", current.extraOptions()),
                    requirements(current.condorRequirements()),
                    text("factory-name", current.factoryName()));
        } catch (FactoryException e) {
            boolean placed = String.valueOf(e.getMessage()).startsWith(file + ":");
            throw placed ? e : new FactoryException(FactoryError.BAD_VALUE, file + ": " + e.getMessage(), e);
        }
    }

    /** The keys that the file sets, sorted. */
    public Set<String> keys() {
        return new TreeSet<>(members.keySet());
    }

    private String text(String key, String current) {
        JxExpression expression = members.get(key);
        if (expression == null) {
            return current;
        }
        Object value = scope.value(expression);
        if (value instanceof String text) {
            return text;
        }
        throw wrong(key, expression, value, "a text in quotes");
    }

    private List<String> requirements(List<String> current) {
        return members.containsKey("condor-requirements") ? List.of(text("condor-requirements", "")) : current;
    }

    private int integer(String key, int current, int least) {
        JxExpression expression = members.get(key);
        if (expression == null) {
            return current;
        }
        Object value = scope.value(expression);
        if (value instanceof Number number) {
            double up = Math.ceil(number.doubleValue());
            if (up >= least && up >= -Integer.MAX_VALUE && up <= Integer.MAX_VALUE) {
                return (int) up;
            }
        }
        throw wrong(key, expression, value, least <= -2 ? "a number" : "a number of at least " + least);
    }

    /** A negative size leaves it open, as on the command line. */
    private long size(String key, long current) {
        int value = integer(key, current > Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) current, Integer.MIN_VALUE);
        return value < 0 ? Resources.UNSPECIFIED : value;
    }

    private boolean flag(String key, boolean current) {
        JxExpression expression = members.get(key);
        Object value = expression == null ? current : scope.value(expression);
        if (value instanceof Boolean flag) {
            return flag;
        }
        if (value instanceof Long number) {
            return number != 0;
        }
        throw wrong(key, java.util.Objects.requireNonNull(expression), value, "0, 1, true or false");
    }

    private FactoryException wrong(String key, JxExpression where, Object value, String wanted) {
        return new FactoryException(
                FactoryError.BAD_VALUE,
                file + ":" + where.line() + ":" + where.column() + ": '" + key + "' is " + JxScope.shown(value)
                        + " but has to be " + wanted);
    }
}
