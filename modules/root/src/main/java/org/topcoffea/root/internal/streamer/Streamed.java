package org.topcoffea.root.internal.streamer;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.topcoffea.root.RootError;
import org.topcoffea.root.RootException;
import org.topcoffea.root.internal.container.BytesIn;

/** An object as read from a file: the values of its members by name, those of its base classes included. */
public final class Streamed {
    private final String className;
    private final BytesIn in;
    private final int begin;
    private int end;
    private long id;
    private @Nullable Layout layout;
    private @Nullable Object @Nullable [] values;
    private final List<Streamed> bases = new ArrayList<>(3);
    private @Nullable List<@Nullable Object> items;

    Streamed(String className, BytesIn in, int begin) {
        this.className = className;
        this.in = in;
        this.begin = begin;
    }

    void members(Layout of, @Nullable Object[] filled) {
        layout = of;
        values = filled;
    }

    void addBase(Streamed base) {
        bases.add(base);
    }

    void items(List<@Nullable Object> list) {
        items = list;
    }

    void end(int position) {
        end = position;
    }

    void id(long uniqueId) {
        id = uniqueId;
    }

    /** The object's own number ({@code fUniqueID}), 0 for most. */
    public long id() {
        return id;
    }

    /** The class that the object was written as. */
    public String className() {
        return className;
    }

    /** The object's bytes, from the version header on, for what has a format of its own. */
    public BytesIn bytes() {
        return new BytesIn(in.array(), begin, Math.max(begin, end), in.origin(), in.where());
    }

    /** The version of the class in the layout it was read with, or -1 if it was not. */
    public int version() {
        return layout == null ? -1 : layout.version();
    }

    /** Whether the members are known: false for classes without streamer information. */
    public boolean known() {
        return layout != null || items != null;
    }

    /** Whether this is an object of a class or of one derived from it. */
    public boolean is(String ancestor) {
        if (className.equals(ancestor)) {
            return true;
        }
        for (Streamed base : bases) {
            if (base.is(ancestor)) {
                return true;
            }
        }
        return false;
    }

    /** The part that belongs to a base class, or null. */
    public @Nullable Streamed base(String ancestor) {
        if (className.equals(ancestor)) {
            return this;
        }
        for (Streamed base : bases) {
            Streamed found = base.base(ancestor);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** The objects of a list; null stands for those that are not there. */
    public List<@Nullable Streamed> items() {
        List<@Nullable Streamed> objects = new ArrayList<>();
        if (items != null) {
            for (Object item : items) {
                objects.add(item instanceof Streamed streamed ? streamed : null);
            }
        }
        return objects;
    }

    /** The value of a member, or null if there is none. */
    public @Nullable Object value(String member) {
        if (layout != null && values != null) {
            int index = layout.index(member);
            if (index >= 0 && values[index] != null) {
                return values[index];
            }
        }
        for (Streamed base : bases) {
            Object value = base.value(member);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** Whether a member has a value. */
    public boolean has(String member) {
        return value(member) != null;
    }

    /** An integer member. */
    public long number(String member) {
        if (value(member) instanceof Number number) {
            return number.longValue();
        }
        throw missing(member);
    }

    /** An integer member, or another value if the class did not have it yet. */
    public long number(String member, long otherwise) {
        return value(member) instanceof Number number ? number.longValue() : otherwise;
    }

    /** A member with decimals. */
    public double real(String member) {
        if (value(member) instanceof Number number) {
            return number.doubleValue();
        }
        throw missing(member);
    }

    /** A text, empty if there is none. */
    public String text(String member) {
        return value(member) instanceof String text ? text : "";
    }

    /** An object that the member holds or points to, or null. */
    public @Nullable Streamed object(String member) {
        return value(member) instanceof Streamed object ? object : null;
    }

    /** An array, or null. */
    public @Nullable StreamedArray array(String member) {
        return value(member) instanceof StreamedArray array ? array : null;
    }

    private RootException missing(String member) {
        return new RootException(
                RootError.UNSUPPORTED,
                in.where() + ": its " + className + " has no member " + member + " that can be read");
    }
}
