package org.topcoffea.remote.internal.xrootd;

import java.util.LinkedHashMap;
import java.util.Map;

/** What follows the question mark of a path: names and values, in order, each name once. */
final class Cgi {
    private final Map<String, String> values = new LinkedHashMap<>();

    /** Takes a query apart. */
    static Cgi of(String query) {
        Cgi cgi = new Cgi();
        cgi.add(query);
        return cgi;
    }

    /** Adds a query; what has a name that was there replaces it. */
    void add(String query) {
        for (String part : query.split("&")) {
            if (!part.isEmpty()) {
                int equals = part.indexOf('=');
                put(equals < 0 ? part : part.substring(0, equals), equals < 0 ? "" : part.substring(equals));
            }
        }
    }

    private void put(String name, String valueWithEquals) {
        values.put(name, valueWithEquals);
    }

    /** Sets one value. */
    Cgi set(String name, String value) {
        put(name, "=" + value);
        return this;
    }

    /** A path with this behind it. */
    String behind(String path) {
        if (values.isEmpty()) {
            return path;
        }
        StringBuilder text = new StringBuilder(path);
        char separator = '?';
        for (Map.Entry<String, String> entry : values.entrySet()) {
            text.append(separator).append(entry.getKey()).append(entry.getValue());
            separator = '&';
        }
        return text.toString();
    }

    /** A copy that can be changed. */
    Cgi copy() {
        Cgi copy = new Cgi();
        copy.values.putAll(values);
        return copy;
    }
}
