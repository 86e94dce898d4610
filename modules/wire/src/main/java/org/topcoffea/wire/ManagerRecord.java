package org.topcoffea.wire;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a manager says of itself in the catalog.
 *
 * @param fields the whole record, for what has no method of its own
 */
public record ManagerRecord(CatalogRecord fields) {
    /** The type under which managers are listed by all versions. */
    public static final String TYPE = "wq_master";

    /** Whether a record is one of a manager. */
    public static boolean isManager(CatalogRecord record) {
        String type = record.text("type", "");
        return type.equals(TYPE) || type.equals("wq_manager");
    }

    /** The project's name; empty without one. */
    public String project() {
        return fields.text("project", "");
    }

    /** The host name as the catalog found it. */
    public String host() {
        return fields.text("name", "");
    }

    /** The address as the catalog saw it; empty in a direct answer. */
    public String address() {
        return fields.text("address", "");
    }

    /** Its port; 0 when not given. */
    public int port() {
        return Math.clamp(fields.number("port", 0), 0, 65535);
    }

    /** The protocol; 0 when not given, as in the short records of some versions. */
    public int protocol() {
        return Math.clamp(fields.number("protocol", 0), 0, Integer.MAX_VALUE);
    }

    /** Whether connections to it must be encrypted. */
    public boolean encrypted() {
        return fields.flag("ssl");
    }

    /** SHA-256 of its certificate, if it is one of ours and tells; otherwise empty. */
    public String fingerprint() {
        return fields.text("ssl_fingerprint", "");
    }

    /** Who runs it. */
    public String owner() {
        return fields.text("owner", "");
    }

    /** Tasks that wait for a worker. */
    public long tasksWaiting() {
        return fields.number("tasks_waiting", 0);
    }

    /** Tasks that run. */
    public long tasksRunning() {
        return fields.number("tasks_running", 0);
    }

    /** Tasks that workers have, running or not. */
    public long tasksOnWorkers() {
        return fields.number("tasks_on_workers", 0);
    }

    /** Tasks that the application has not yet given to the manager. */
    public long tasksLeft() {
        return fields.number("tasks_left", 0);
    }

    /** Tasks that are done. */
    public long tasksComplete() {
        return fields.number("tasks_complete", 0);
    }

    /** Workers that are connected. */
    public long workers() {
        return fields.number("workers", 0);
    }

    /** Hosts to which no tasks are given. */
    public List<String> blockedHosts() {
        return fields.list("workers_blocked").stream().map(String::valueOf).toList();
    }

    /** When the catalog last heard from it. */
    public Instant lastHeardFrom() {
        return Instant.ofEpochSecond(Math.clamp(fields.number("lastheardfrom", 0), 0, 1L << 40));
    }

    /** Where a worker finds it: the places to try, in order; empty when the record names none. */
    public List<Address> places(ConnectionMode mode) {
        String wish = mode == ConnectionMode.MANAGER_CHOICE
                ? fields.text("manager_preferred_connection", "by_ip")
                : mode.name().toLowerCase(java.util.Locale.ROOT);
        Set<String> hosts = new LinkedHashSet<>();
        switch (wish) {
            case "by_hostname" -> hosts.add(host());
            case "by_apparent_ip" -> {}
            default -> fields.records("network_interfaces").forEach(face -> hosts.add(face.text("address", "")));
        }
        if (!wish.equals("by_hostname")) {
            hosts.add(address());
        }
        List<Address> places = new ArrayList<>();
        for (String host : hosts) {
            if (!host.isEmpty() && port() > 0) {
                places.add(new Address(host, port()));
            }
        }
        return List.copyOf(places);
    }
}
