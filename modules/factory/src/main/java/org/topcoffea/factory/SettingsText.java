package org.topcoffea.factory;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.topcoffea.spi.Resources;

/** Settings under the names that configuration files use. */
public final class SettingsText {
    private SettingsText() {}

    /** What is set, in one line. */
    public static String of(FactorySettings settings) {
        return values(settings).entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    /** What is set: numbers, texts and booleans by key. */
    public static Map<String, Object> values(FactorySettings settings) {
        Map<String, Object> values = new LinkedHashMap<>();
        text(values, "manager-name", settings.managerName());
        text(values, "foremen-name", settings.foremenName());
        values.put("min-workers", settings.minWorkers());
        values.put("max-workers", settings.maxWorkers());
        values.put("workers-per-cycle", settings.workersPerCycle());
        if (settings.tasksPerWorker() > 0) {
            values.put("tasks-per-worker", settings.tasksPerWorker());
        }
        values.put("timeout", settings.timeout());
        values.put("factory-timeout", settings.factoryTimeout());
        size(values, "cores", settings.worker().cores());
        size(values, "memory", settings.worker().memory());
        size(values, "disk", settings.worker().disk());
        size(values, "gpus", settings.worker().gpus());
        values.put("autosize", settings.autosize());
        values.put("capacity", settings.capacity());
        text(values, "worker-extra-options", settings.extraOptions());
        text(values, "condor-requirements", String.join(" && ", settings.condorRequirements()));
        text(values, "factory-name", settings.factoryName());
        return values;
    }

    private static void text(Map<String, Object> values, String key, String text) {
        if (!text.isEmpty()) {
            values.put(key, text);
        }
    }

    private static void size(Map<String, Object> values, String key, long size) {
        if (size != Resources.UNSPECIFIED) {
            values.put(key, size);
        }
    }
}
