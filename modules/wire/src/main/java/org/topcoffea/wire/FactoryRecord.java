package org.topcoffea.wire;

/**
 * What a factory of workers says of itself in the catalog.
 *
 * @param fields the whole record, for what has no method of its own
 */
public record FactoryRecord(CatalogRecord fields) {
    /** The type under which factories are listed. */
    public static final String TYPE = "wq_factory";

    /** Whether a record is one of a factory. */
    public static boolean isFactory(CatalogRecord record) {
        return record.text("type", "").equals(TYPE);
    }

    /** Its name; empty without one. */
    public String name() {
        return fields.text("factory_name", "");
    }

    /** The pattern of the projects it serves. */
    public String projects() {
        return fields.text("project_regex", "");
    }

    /** How many workers it may have; managers send away those beyond. */
    public long maxWorkers() {
        return fields.number("max_workers", Long.MAX_VALUE);
    }

    /** Workers it has submitted. */
    public long submitted() {
        return fields.number("workers_submitted", 0);
    }

    /** Workers it wants. */
    public long needed() {
        return fields.number("workers_needed", 0);
    }
}
