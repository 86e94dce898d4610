package org.topcoffea.root.internal.ttree;

import org.jspecify.annotations.Nullable;
import org.topcoffea.root.internal.container.FloatPacking;
import org.topcoffea.root.internal.streamer.Layouts;
import org.topcoffea.root.internal.streamer.Streamed;
import org.topcoffea.spi.ColumnType;

/**
 * A leaf: what an entry of a branch holds.
 *
 * @param streamed the leaf as read, whose identity others refer to
 * @param shape how many values an entry has
 * @param values how these are stored
 * @param width the number of values of an entry, or of each object when they are counted
 * @param counter the leaf that counts the objects, or null
 * @param headerBytes the bytes before the values of an entry
 * @param typeName the C++ type, for messages
 */
record Leaf(
        Streamed streamed,
        Shape shape,
        Values values,
        int width,
        @Nullable Streamed counter,
        int headerBytes,
        String typeName) {
    private static final int MAX_WIDTH = 1 << 24;
    private static final int MASTER_OF_CLONES = 3;
    private static final int MASTER_OF_CONTAINER = 4;
    private static final int STRING_OBJECT = 65;
    private static final int COUNTED = 40;
    private static final int FIXED = 20;

    /** How many values an entry has. */
    enum Shape {
        /** The same number in each. */
        FLAT,
        /** As many objects as another leaf says. */
        COUNTED,
        /** One text behind its length. */
        TEXT,
        /** One {@code std::string}. */
        STANDARD_TEXT,
        /** A {@code std::vector} of numbers or texts behind its length. */
        VECTOR
    }

    static Leaf of(Streamed leaf, Streamed branch, Layouts layouts, String where) throws Unreadable {
        if (leaf.className().equals("TLeafElement") && branch.has("fStreamerType")) {
            return element(leaf, branch, layouts, where);
        }
        boolean unsigned = leaf.number("fIsUnsigned", 0) != 0;
        String title = leaf.text("fTitle");
        Values values = switch (leaf.className()) {
            case "TLeafO" -> Values.plain(ColumnType.BOOL);
            case "TLeafB" -> Values.plain(unsigned ? ColumnType.UINT8 : ColumnType.INT8);
            case "TLeafS" -> Values.plain(unsigned ? ColumnType.UINT16 : ColumnType.INT16);
            case "TLeafI" -> Values.plain(unsigned ? ColumnType.UINT32 : ColumnType.INT32);
            case "TLeafL", "TLeafG" -> Values.plain(unsigned ? ColumnType.UINT64 : ColumnType.INT64);
            case "TLeafF" -> Values.plain(ColumnType.FLOAT32);
            case "TLeafD" -> Values.plain(ColumnType.FLOAT64);
            case "TLeafF16" -> Values.packed(ColumnType.FLOAT32, FloatPacking.of(title, true, where));
            case "TLeafD32" -> Values.packed(ColumnType.FLOAT64, FloatPacking.of(title, false, where));
            case "TLeafC" -> Values.plain(ColumnType.STRING);
            default -> throw new Unreadable(leaf.className(), "leaves of this class cannot be read");
        };
        if (values.type() == ColumnType.STRING) {
            return new Leaf(leaf, Shape.TEXT, values, 1, null, 0, "char*");
        }
        return numbers(leaf, values, leaf.object("fLeafCount"), 0, leaf.className());
    }

    private static Leaf numbers(
            Streamed leaf, Values values, @Nullable Streamed counter, int headerBytes, String typeName)
            throws Unreadable {
        long width = leaf.number("fLen");
        if (width < 1 || width > MAX_WIDTH) {
            throw new Unreadable(typeName, "its leaf has " + width + " values");
        }
        Shape shape = counter == null ? Shape.FLAT : Shape.COUNTED;
        return new Leaf(leaf, shape, values, (int) width, counter, headerBytes, typeName);
    }

    private static Leaf element(Streamed leaf, Streamed branch, Layouts layouts, String where) throws Unreadable {
        int kind = (int) branch.number("fType");
        int type = (int) branch.number("fStreamerType");
        String typeName = typeName(branch, layouts);
        if (kind == MASTER_OF_CLONES || kind == MASTER_OF_CONTAINER) {
            return new Leaf(leaf, Shape.FLAT, Values.plain(ColumnType.INT32), 1, null, 0, typeName);
        }
        boolean member = kind == 31 || kind == 41;
        if ((type == STRING_OBJECT || typeName.equals("TString")) && !member) {
            return new Leaf(leaf, Shape.TEXT, Values.plain(ColumnType.STRING), 1, null, 0, typeName);
        }
        int basic = type > COUNTED && type < 60 ? type - COUNTED : type > FIXED && type < COUNTED ? type - FIXED : type;
        ColumnType columnType = StandardTypes.ofStreamer(basic);
        if (columnType == null) {
            return container(leaf, typeName, member);
        }
        Values values = Values.plain(columnType);
        if (basic == 9 || basic == 19) {
            String range = layouts.memberTitle(
                    branch.text("fClassName"), (int) branch.number("fClassVersion", 0), (int) branch.number("fID", -1));
            values = Values.packed(columnType, FloatPacking.of(range, basic == 19, where));
        }
        boolean counted = type > COUNTED && type < 60;
        if (counted && member) {
            throw new Unreadable(typeName, "arrays of variable length within a collection");
        }
        Streamed counter = leaf.object("fLeafCount");
        if (counter == null && (counted || member)) {
            counter = firstLeaf(branch.object("fBranchCount"));
            if (counter == null) {
                throw new Unreadable(typeName, "nothing says how many values an entry has");
            }
        }
        if (branch.object("fBranchCount2") != null) {
            throw new Unreadable(typeName, "collections within collections");
        }
        return numbers(leaf, values, counter, counted ? 1 : 0, typeName);
    }

    private static Leaf container(Streamed leaf, String typeName, boolean member) throws Unreadable {
        if (!member && StandardTypes.isString(typeName)) {
            return new Leaf(leaf, Shape.STANDARD_TEXT, Values.plain(ColumnType.STRING), 1, null, 0, typeName);
        }
        String item = member ? null : StandardTypes.vectorItem(typeName);
        ColumnType itemType = item == null ? null : StandardTypes.ofName(item);
        if (itemType != null) {
            return new Leaf(leaf, Shape.VECTOR, Values.plain(itemType), 1, null, 0, typeName);
        }
        if (item != null && StandardTypes.vectorItem(item) != null) {
            throw new Unreadable(typeName, "nested vectors have more than one level of offsets");
        }
        throw new Unreadable(typeName, "objects of this type cannot be read as columns");
    }

    private static @Nullable Streamed firstLeaf(@Nullable Streamed branch) {
        Streamed leaves = branch == null ? null : branch.object("fLeaves");
        return leaves == null || leaves.items().isEmpty()
                ? null
                : leaves.items().getFirst();
    }

    /** The type of a branch: that of the member it holds, or of the whole object. */
    private static String typeName(Streamed branch, Layouts layouts) {
        int id = (int) branch.number("fID", -1);
        String owner = branch.text("fClassName");
        String member = layouts.memberType(owner, (int) branch.number("fClassVersion", 0), id);
        return member.isEmpty() ? owner : member;
    }

    /** The leaf's name. */
    String name() {
        return streamed.text("fName");
    }

    /** The bytes of an entry of a flat leaf. */
    int entryBytes() {
        return width * values.bytes();
    }

    /** Whether the branch holds data of its own although it holds other branches, namely how many objects these have. */
    boolean counts() {
        return shape == Shape.FLAT && width == 1 && values.type() == ColumnType.INT32;
    }
}
