package org.topcoffea.root.internal.streamer;

import org.topcoffea.root.internal.container.BytesIn;

/** Numbers of one type that are decoded when they are asked for. */
public final class StreamedArray {
    private final BytesIn in;
    private final int position;
    private final int count;
    private final int type;
    private final int itemBytes;

    StreamedArray(BytesIn in, int position, int count, int type, int itemBytes) {
        this.in = in;
        this.position = position;
        this.count = count;
        this.type = type;
        this.itemBytes = itemBytes;
    }

    /** The number of values. */
    public int count() {
        return count;
    }

    /** The first values as integers. */
    public long[] longs(int first) {
        BytesIn at = in.copy();
        at.seek(position);
        long[] values = new long[Math.min(first, count)];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (type) {
                case ElementType.FLOAT -> (long) at.f32();
                case ElementType.DOUBLE -> (long) at.f64();
                default -> integer(at, type, itemBytes);
            };
        }
        return values;
    }

    /** All values as doubles. */
    public double[] doubles() {
        BytesIn at = in.copy();
        at.seek(position);
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = switch (type) {
                case ElementType.FLOAT -> at.f32();
                case ElementType.DOUBLE -> at.f64();
                default -> integer(at, type, itemBytes);
            };
        }
        return values;
    }

    static long integer(BytesIn in, int type, int itemBytes) {
        boolean unsigned = type > 10 && type != ElementType.LONG64;
        return switch (itemBytes) {
            case 1 -> unsigned ? in.u8() : in.i8();
            case 2 -> unsigned ? in.u16() : in.i16();
            case 4 -> unsigned ? in.u32() : in.i32();
            default -> in.i64();
        };
    }
}
