package org.topcoffea.root.internal.streamer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The members of one version of a class, in the order of their bytes. */
final class Layout {
    private final String className;
    private final int version;
    private final int checksum;
    private final List<Element> elements;
    private final Map<String, Integer> indices = new HashMap<>();

    Layout(String className, int version, int checksum, List<Element> elements) {
        this.className = className;
        this.version = version;
        this.checksum = checksum;
        this.elements = List.copyOf(elements);
        for (int i = 0; i < elements.size(); i++) {
            indices.putIfAbsent(elements.get(i).name(), i);
        }
    }

    String className() {
        return className;
    }

    int version() {
        return version;
    }

    int checksum() {
        return checksum;
    }

    List<Element> elements() {
        return elements;
    }

    /** The place of a member, or -1. */
    int index(String member) {
        Integer index = indices.get(member);
        return index == null ? -1 : index;
    }
}
