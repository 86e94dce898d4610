package org.topcoffea.root.internal.streamer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.topcoffea.root.RootError;
import org.topcoffea.root.RootException;
import org.topcoffea.root.internal.container.BytesIn;
import org.topcoffea.root.internal.container.FloatPacking;

/** Reads the objects of one record. */
public final class ObjectReader {
    private static final int MAX_DEPTH = 64;
    private static final long BYTE_COUNT = 0x4000_0000L;
    private static final long NEW_CLASS = 0xffff_ffffL;
    private static final long CLASS = 0x8000_0000L;
    /** What object references add to positions, so that 0 and 1 stay free for null and self. */
    private static final int MAP_OFFSET = 2;

    private static final int IS_REFERENCED = 0x10;
    private static final Layout NAMED = names("TNamed", "fName", "fTitle");
    private static final Layout STRING = names("TObjString", "fString");
    private static final Layout NOTHING = names("TObject");

    private final BytesIn in;
    private final Layouts layouts;
    private final Map<Long, Object> objects = new HashMap<>();
    private final Map<Long, String> classes = new HashMap<>();
    private int depth;

    /**
     * Reads from a payload whose origin is the length of its key.
     *
     * @param in the payload
     * @param layouts the layouts of the file
     */
    public ObjectReader(BytesIn in, Layouts layouts) {
        this.in = in;
        this.layouts = layouts;
    }

    private static Layout names(String className, String... members) {
        List<Element> elements = new ArrayList<>();
        for (String member : members) {
            elements.add(new Element(member, "", ElementType.STRING, 0, "TString", ""));
        }
        return new Layout(className, 0, 0, elements);
    }

    /** The version header of an object. */
    private record Version(int version, int checksum, int end) {}

    private Version version() {
        int begin = in.position();
        long count = in.remaining() >= 4 ? in.u32() : 0;
        if ((count & BYTE_COUNT) == 0) {
            in.seek(begin);
            return new Version(in.i16(), 0, -1);
        }
        long end = begin + 4L + (count & ~BYTE_COUNT);
        if (end > in.limit() || end < in.position() + 2) {
            throw in.corrupt("an object of " + (count & ~BYTE_COUNT) + " bytes does not fit");
        }
        int version = in.i16();
        int checksum = version <= 0 && end - in.position() >= 4 ? in.i32() : 0;
        return new Version(version, checksum, (int) end);
    }

    /** Reads an object of a known class at this position. */
    public Streamed object(String className) {
        Streamed object = new Streamed(className, in, in.position());
        body(object);
        return object;
    }

    private void body(Streamed object) {
        if (++depth > MAX_DEPTH) {
            throw in.corrupt("objects are nested more than " + MAX_DEPTH + " deep");
        }
        switch (object.className()) {
            case "TObject" -> topObject(object);
            case "TNamed" -> strings(object, NAMED);
            case "TObjString" -> strings(object, STRING);
            case "TList", "THashList" -> list(object);
            case "TObjArray" -> array(object);
            case "TDatime" -> in.skip(4);
            default -> streamed(object);
        }
        object.end(in.position());
        depth--;
    }

    private void topObject(Streamed object) {
        if ((in.u16() & 0x4000) != 0) {
            in.skip(4);
        }
        object.id(in.u32());
        if ((in.i32() & IS_REFERENCED) != 0) {
            in.skip(2);
        }
        object.members(NOTHING, new Object[0]);
    }

    private void strings(Streamed object, Layout layout) {
        Version version = version();
        topObject(object);
        @Nullable Object[] values = new Object[layout.elements().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.string();
        }
        object.members(layout, values);
        finish(version, object);
    }

    private void list(Streamed object) {
        Version version = version();
        List<@Nullable Object> items = new ArrayList<>();
        object.items(items);
        if (version.version() > 3) {
            topObject(new Streamed("TObject", in, in.position()));
            in.skipString();
            int count = in.count(5);
            for (int i = 0; i < count; i++) {
                items.add(pointer());
                in.skipString();
            }
        }
        finish(version, object);
    }

    private void array(Streamed object) {
        Version version = version();
        if (version.version() > 2) {
            topObject(new Streamed("TObject", in, in.position()));
        }
        if (version.version() > 1) {
            in.skipString();
        }
        int count = in.i32();
        in.skip(4);
        if (count < 0 || count > in.remaining() / 4) {
            throw in.corrupt(
                    "an array of " + count + " objects does not fit into the " + in.remaining() + " bytes left");
        }
        List<@Nullable Object> items = new ArrayList<>(count);
        object.items(items);
        for (int i = 0; i < count; i++) {
            items.add(pointer());
        }
        finish(version, object);
    }

    private void streamed(Streamed object) {
        Version version = version();
        Layout layout = layouts.find(object.className(), version.version(), version.checksum());
        if (layout != null) {
            List<Element> elements = layout.elements();
            @Nullable Object[] values = new Object[elements.size()];
            object.members(layout, values);
            for (int i = 0; i < values.length && in.position() != version.end(); i++) {
                values[i] = element(elements.get(i), object);
            }
        } else if (version.end() < 0) {
            throw unsupported("there is no streamer information for class " + object.className() + " version "
                    + version.version());
        }
        finish(version, object);
    }

    private void finish(Version version, Streamed object) {
        if (version.end() >= 0) {
            if (in.position() > version.end()) {
                throw in.corrupt("class " + object.className() + " is longer than its byte count");
            }
            in.seek(version.end());
        }
    }

    private @Nullable Object element(Element element, Streamed owner) {
        int type = element.type();
        if (type > ElementType.COUNTED_ARRAY && type < ElementType.OBJECT) {
            return countedArray(element, owner);
        }
        if (type > ElementType.FIXED_ARRAY && type < ElementType.COUNTED_ARRAY) {
            return values(element, type - ElementType.FIXED_ARRAY, element.length());
        }
        return switch (type) {
            case ElementType.BASE -> base(element, owner);
            case ElementType.TOBJECT, ElementType.TNAMED -> base(element, owner);
            case ElementType.STRING -> in.string();
            case ElementType.CHAR_STAR -> in.text(in.count(1));
            case ElementType.OBJECT, ElementType.ANY -> embedded(element.typeName());
            case ElementType.INLINE_POINTER, ElementType.INLINE_ANY_POINTER -> embedded(pointee(element.typeName()));
            case ElementType.POINTER, ElementType.ANY_POINTER -> pointer();
            default -> basic(element, type);
        };
    }

    private @Nullable Object basic(Element element, int type) {
        return switch (type) {
            case ElementType.FLOAT -> in.f32();
            case ElementType.DOUBLE -> in.f64();
            case ElementType.DOUBLE32, ElementType.FLOAT16 ->
                FloatPacking.of(element.title(), type == ElementType.FLOAT16, in.where())
                        .read(in);
            default -> {
                int bytes = ElementType.bytes(type);
                yield bytes > 0 ? (Object) StreamedArray.integer(in, type, bytes) : skipped(element);
            }
        };
    }

    /** A member of which only the length is known: a container of the standard library, or a format of its own. */
    private Streamed skipped(Element element) {
        Streamed object = new Streamed(element.typeName(), in, in.position());
        Version version = version();
        if (version.end() < 0) {
            throw unsupported("member " + element.name() + " of type " + element.typeName() + " cannot be read");
        }
        in.seek(version.end());
        object.end(version.end());
        return object;
    }

    private @Nullable Object base(Element element, Streamed owner) {
        if (element.name().startsWith("TArray")) {
            return embedded(element.name());
        }
        String className = switch (element.type()) {
            case ElementType.TOBJECT -> "TObject";
            case ElementType.TNAMED -> "TNamed";
            default -> element.name();
        };
        owner.addBase(object(className));
        return null;
    }

    private @Nullable Object embedded(String className) {
        int type = switch (className) {
            case "TArrayC" -> ElementType.CHAR;
            case "TArrayS" -> ElementType.SHORT;
            case "TArrayI" -> ElementType.INT;
            case "TArrayL", "TArrayL64" -> ElementType.LONG64;
            case "TArrayF" -> ElementType.FLOAT;
            case "TArrayD" -> ElementType.DOUBLE;
            default -> 0;
        };
        if (type == 0) {
            return object(className);
        }
        int bytes = ElementType.bytes(type);
        return slice(in.count(bytes), type, bytes);
    }

    private static String pointee(String typeName) {
        return typeName.endsWith("*") ? typeName.substring(0, typeName.length() - 1) : typeName;
    }

    private @Nullable Object countedArray(Element element, Streamed owner) {
        int flag = in.u8();
        if (flag == 0) {
            return null;
        }
        long count = owner.number(element.counter());
        int type = element.type() - ElementType.COUNTED_ARRAY;
        if (flag == 2 && type == ElementType.INT) {
            // Old branches announce positions of 64 bits this way although the layout says 32.
            type = ElementType.LONG64;
        }
        return values(element, type, count);
    }

    private @Nullable Object values(Element element, int type, long count) {
        int bytes = ElementType.bytes(type);
        if (bytes == 0) {
            throw unsupported("member " + element.name() + " is an array of a type that cannot be read");
        }
        if (count < 0 || count * bytes > in.remaining()) {
            throw in.corrupt(
                    element.name() + " has " + count + " values, too many for the " + in.remaining() + " bytes left");
        }
        return slice((int) count, type, bytes);
    }

    private StreamedArray slice(int count, int type, int bytes) {
        StreamedArray array = new StreamedArray(in, in.position(), count, type, bytes);
        in.skip((long) count * bytes);
        return array;
    }

    /** Reads an object behind a pointer: null, one that was read before, or one that follows. */
    private @Nullable Object pointer() {
        int begin = in.position();
        long tag = in.u32();
        long end = -1;
        long tagPosition = begin;
        if ((tag & BYTE_COUNT) != 0 && tag != NEW_CLASS) {
            end = begin + 4L + (tag & ~BYTE_COUNT);
            if (end > in.limit()) {
                throw in.corrupt("an object of " + (tag & ~BYTE_COUNT) + " bytes does not fit");
            }
            tagPosition = in.position();
            tag = in.u32();
        }
        if ((tag & CLASS) == 0) {
            Object known = objects.get(tag);
            if (end >= 0) {
                in.seek(end);
            }
            return known;
        }
        boolean old = end < 0;
        String className = className(tag, old, tagPosition);
        Streamed object = new Streamed(className, in, in.position());
        objects.put(old ? objects.size() + classes.size() + 1L : begin + in.origin() + MAP_OFFSET, object);
        behindPointer(object, end);
        return object;
    }

    private String className(long tag, boolean old, long tagPosition) {
        if (tag == NEW_CLASS) {
            String name = in.zeroTerminated();
            classes.put(old ? objects.size() + classes.size() + 1L : tagPosition + in.origin() + MAP_OFFSET, name);
            return name;
        }
        String name = classes.get(tag & ~CLASS);
        if (name == null) {
            throw in.corrupt("an object refers to a class that was not named before");
        }
        return name;
    }

    private void behindPointer(Streamed object, long end) {
        int at = depth;
        if (object.className().equals("TBasket") && end >= 0) {
            in.seek(end);
        } else {
            try {
                body(object);
            } catch (RootException e) {
                if (end < 0 || essential(object.className())) {
                    throw e;
                }
                // Something beside the point (a user's own list, a function) does not make the rest unreadable.
                depth = at;
                in.seek(end);
            }
        }
        if (end >= 0) {
            if (in.position() > end) {
                throw in.corrupt("class " + object.className() + " is longer than its byte count");
            }
            in.seek(end);
            object.end((int) end);
        }
    }

    private static boolean essential(String className) {
        return className.startsWith("TBranch")
                || className.startsWith("TLeaf")
                || className.startsWith("TStreamer")
                || className.equals("TObjArray");
    }

    private RootException unsupported(String what) {
        return new RootException(RootError.UNSUPPORTED, in.where() + ", byte " + in.position() + ": " + what);
    }
}
