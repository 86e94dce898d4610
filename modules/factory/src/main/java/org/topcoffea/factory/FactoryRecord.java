package org.topcoffea.factory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.topcoffea.wire.CatalogRecord;

/** What a factory says of itself in the catalog; managers that know its name keep it to its maximum. */
final class FactoryRecord {
    private static final int LIFETIME = 180;

    private FactoryRecord() {}

    /**
     * The record of a cycle, or one that vanishes at once for a factory that ends.
     *
     * @param tag tells two factories of one host apart
     */
    static CatalogRecord of(FactorySettings settings, @Nullable FactoryReport report, String tag) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("type", "wq_factory");
        fields.put("project_regex", settings.managerName());
        fields.put(
                "submission_regex", settings.foremenName().isEmpty() ? settings.managerName() : settings.foremenName());
        fields.put("max_workers", settings.maxWorkers());
        if (!settings.factoryName().isEmpty()) {
            fields.put("factory_name", settings.factoryName());
        }
        fields.put("owner", System.getProperty("user.name", "unknown"));
        fields.put("version", "topcoffea");
        fields.put("uuid", tag);
        // A factory listens nowhere; a negative number keeps records of one host apart, as the newest factories do it.
        fields.put("port", -1 - (tag.hashCode() & 0xFFFF));
        fields.put("lifetime", report == null ? 1 : LIFETIME);
        if (report != null) {
            Decision.Counts counts = report.decision().counts();
            fields.put("workers_submitted", counts.submitted());
            fields.put("workers_needed", counts.needed());
            fields.put("workers_requested", report.decision().submit());
            fields.put("workers_to_connect", counts.toConnect());
            fields.put("workers_held", counts.held());
            fields.put(
                    "managers",
                    report.managers().stream().map(FactoryRecord::manager).toList());
            fields.put("foremen", List.of());
        }
        return CatalogRecord.of(fields);
    }

    private static Map<String, Object> manager(ManagerLoad load) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("project", load.project());
        fields.put("name", load.host());
        fields.put("port", load.port());
        fields.put("tasks_waiting", load.tasksWaiting());
        fields.put("tasks_running", load.tasksRunning());
        fields.put("tasks_complete", load.tasksComplete());
        fields.put("workers", load.workers());
        return fields;
    }
}
