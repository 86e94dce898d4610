package org.topcoffea.root.writer.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The descriptions of ROOT's classes that every file carries, so that readers can decode objects without knowing them. */
public final class StreamerTable {
    /** A member or base class: its code, width, C++ type, and for counted arrays what counts it. */
    private record Element(
            boolean base,
            String name,
            int code,
            int size,
            String type,
            String counter,
            String counterClass,
            int version) {}

    /** A class with its version, ROOT's checksum of it, and its members in the order of their bytes. */
    private record Description(String name, int version, int checksum, List<Element> elements) {}

    private static final Map<String, Description> CLASSES = load();
    private static final int COUNTED = 40;
    private static final int STREAMER_INFO_BITS = 0x00010000;

    private StreamerTable() {}

    private static Map<String, Description> load() {
        InputStream resource =
                Objects.requireNonNull(StreamerTable.class.getResourceAsStream("streamers.txt"), "streamers.txt");
        Map<String, Description> classes = new LinkedHashMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            List<Element> elements = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.strip().split(" ", -1);
                switch (words[0]) {
                    case "class" -> {
                        elements = new ArrayList<>();
                        int checksum = Integer.parseUnsignedInt(words[3], 16);
                        int version = Integer.parseInt(words[2]);
                        classes.put(words[1], new Description(words[1], version, checksum, elements));
                    }
                    case "base" -> elements.add(base(words));
                    case "member" -> elements.add(member(words));
                    default -> {
                        // a comment
                    }
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return classes;
    }

    private static Element base(String[] words) {
        return new Element(true, words[1], Integer.parseInt(words[2]), 0, "BASE", "", "", Integer.parseInt(words[3]));
    }

    private static Element member(String[] words) {
        int code = Integer.parseInt(words[2]);
        int size = Integer.parseInt(words[3]);
        String type = words[4].replace('_', ' ');
        return words.length > 5
                ? new Element(false, words[1], code, size, type, words[5], words[6], Integer.parseInt(words[7]))
                : new Element(false, words[1], code, size, type, "", "", 0);
    }

    /** The version of a class. */
    public static int version(String className) {
        return description(className).version();
    }

    /** ROOT's checksum of a class. */
    static int checksum(String className) {
        return description(className).checksum();
    }

    private static Description description(String className) {
        return Objects.requireNonNull(CLASSES.get(className), className);
    }

    /** Writes the list of descriptions of some classes and of all that they are made of. */
    static void write(ObjectBuffer out, Set<String> used) {
        Set<String> closure = new TreeSet<>();
        used.forEach(name -> collect(name, closure));
        int list = out.begin(version("TList"));
        out.writeObject(0, 0).writeString("").writeInt(closure.size());
        for (Description description : CLASSES.values()) {
            if (closure.contains(description.name())) {
                out.writePointer("TStreamerInfo", description, () -> write(out, description));
                out.writeByte(0);
            }
        }
        out.end(list);
    }

    private static void collect(String name, Set<String> closure) {
        Description description = CLASSES.get(name);
        if (description == null || !closure.add(name)) {
            return;
        }
        for (Element element : description.elements()) {
            collect(element.base() ? element.name() : element.type().replace("*", ""), closure);
        }
    }

    private static void write(ObjectBuffer out, Description description) {
        int start = out.begin(9);
        out.writeNamed(description.name(), "", STREAMER_INFO_BITS);
        out.writeInt(description.checksum()).writeInt(description.version());
        out.writePointer("TObjArray", description.elements(), () -> {
            int array = out.begin(version("TObjArray"));
            out.writeObject(0, 0).writeString("");
            out.writeInt(description.elements().size()).writeInt(0);
            for (Element element : description.elements()) {
                out.writePointer(elementClass(element), element, () -> write(out, element));
            }
            out.end(array);
        });
        out.end(start);
    }

    private static String elementClass(Element element) {
        if (element.base()) {
            return "TStreamerBase";
        }
        return switch (element.code()) {
            case 61 -> "TStreamerObject";
            case 62 -> "TStreamerObjectAny";
            case 63, 64 -> "TStreamerObjectPointer";
            case 65 -> "TStreamerString";
            default -> element.code() > COUNTED ? "TStreamerBasicPointer" : "TStreamerBasicType";
        };
    }

    private static void write(ObjectBuffer out, Element element) {
        int start = out.begin(element.base() ? 3 : 2);
        int common = out.begin(4);
        String title = element.counter().isEmpty() ? "" : "[" + element.counter() + "]";
        out.writeNamed(element.name(), title, 0);
        out.writeInt(element.code()).writeInt(element.size()).writeInt(0).writeInt(0);
        Description base = element.base() ? CLASSES.get(element.name()) : null;
        out.writeInt(0).writeInt(base == null ? 0 : base.checksum());
        out.writeInt(0).writeInt(0).writeInt(0).writeString(element.type());
        out.end(common);
        if (element.base()) {
            out.writeInt(element.version());
        } else if (!element.counter().isEmpty()) {
            out.writeInt(element.version()).writeString(element.counter()).writeString(element.counterClass());
        }
        out.end(start);
    }
}
