package org.topcoffea.root.internal.ntuple;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.topcoffea.root.UnsupportedColumn;
import org.topcoffea.root.internal.ntuple.NTupleColumn.Layout;
import org.topcoffea.root.internal.ntuple.Schema.Field;
import org.topcoffea.root.internal.ntuple.Schema.PhysicalColumn;
import org.topcoffea.spi.ColumnInfo;
import org.topcoffea.spi.ColumnType;

/**
 * Makes columns of fields. Members of a collection are named after it with an underscore and get a counter
 * ({@code Muon_pt} and {@code nMuon}), members of a record with a dot; collections whose members are all shown again by
 * projected fields are left out.
 */
final class FieldTree {
    private static final int MAX_DEPTH = 64;

    private final List<Field> fields;
    private final List<List<Field>> children = new ArrayList<>();
    private final Map<Integer, List<PhysicalColumn>> columns = new HashMap<>();
    private final Map<Integer, String> counters = new HashMap<>();
    private final Set<Integer> projected = new HashSet<>();
    private final Set<String> topNames = new HashSet<>();
    private final Set<String> names = new HashSet<>();
    private final List<Layout> layouts = new ArrayList<>();
    private final List<UnsupportedColumn> unsupported = new ArrayList<>();

    /**
     * What a field is within.
     *
     * @param collection the collection, or null
     * @param counter the name of the column that counts its objects, or empty
     * @param width the product of the sizes of fixed-size arrays around the field
     */
    private record Place(@Nullable Elements collection, String counter, int width) {}

    FieldTree(Schema schema) {
        this.fields = schema.fields();
        List<Field> top = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            children.add(new ArrayList<>());
        }
        for (Field field : fields) {
            (field.parent() == field.id() ? top : children.get(field.parent())).add(field);
        }
        schema.columns().forEach(column -> columnsOf(column.field()).add(column));
        schema.aliases().forEach(alias -> {
            PhysicalColumn column = schema.columns().get(alias.column());
            columnsOf(alias.field()).add(column);
            projected.add(column.field());
        });
        top.forEach(field -> topNames.add(field.name()));
        top.forEach(this::findCounter);
        top.stream()
                .filter(field -> !isHidden(field))
                .forEach(field -> visit(field, field.name(), new Place(null, "", 1), 0));
    }

    /** The readable columns, in the order of the file. */
    List<Layout> layouts() {
        return layouts;
    }

    /** The others. */
    List<UnsupportedColumn> unsupported() {
        return unsupported;
    }

    private List<PhysicalColumn> columnsOf(int field) {
        return columns.computeIfAbsent(field, id -> new ArrayList<>());
    }

    private void findCounter(Field field) {
        List<PhysicalColumn> own = columnsOf(field.id());
        if (FieldTypes.isCardinality(field.type()) && !own.isEmpty()) {
            counters.putIfAbsent(own.getFirst().id(), field.name());
        }
    }

    /** Whether the importer made this collection only to hold what projected fields show. */
    private boolean isHidden(Field field) {
        return field.role() == Schema.COLLECTION
                && !field.projected()
                && field.name().startsWith("_collection")
                && projected.contains(field.id());
    }

    private void refuse(Field field, String name, String reason) {
        unsupported.add(new UnsupportedColumn(name, field.type(), reason));
    }

    private void visit(Field field, String name, Place place, int depth) {
        if (depth > MAX_DEPTH) {
            refuse(field, name, "it is nested too deeply");
            return;
        }
        switch (field.role()) {
            case Schema.LEAF -> leaf(field, name, place, depth);
            case Schema.COLLECTION -> collection(field, name, place, depth);
            case Schema.RECORD -> members(field, name, '.', place, depth);
            case Schema.VARIANT -> refuse(field, name, "it is a variant");
            case Schema.STREAMED -> refuse(field, name, "its objects are streamed as a whole");
            default -> refuse(field, name, "its role (" + field.role() + ") is unknown to this reader");
        }
    }

    private void members(Field field, String name, char separator, Place place, int depth) {
        List<Field> members = children.get(field.id());
        if (members.isEmpty()) {
            refuse(field, name, "it has no members");
        }
        for (Field member : members) {
            boolean base = member.name().startsWith(":_");
            if (base && member.role() == Schema.RECORD) {
                members(member, name, separator, place, depth + 1);
            } else {
                visit(member, name + separator + member.name(), place, depth + 1);
            }
        }
    }

    private void collection(Field field, String name, Place place, int depth) {
        List<Field> items = children.get(field.id());
        List<PhysicalColumn> index = columnsOf(field.id());
        if (place.collection() != null) {
            refuse(field, name, "it is a collection within a collection");
        } else if (place.width() != 1) {
            refuse(field, name, "it is a collection within a fixed-size array");
        } else if (items.size() != 1 || index.isEmpty()) {
            refuse(field, name, "it is a collection without items or offsets");
        } else if (!allKnown(index) || !index.stream().allMatch(FieldTree::isIndex)) {
            refuse(field, name, "its offsets are stored in a way unknown to this reader");
        } else {
            Elements offsets = new Elements(field.name(), index, ColumnType.UINT64, 1);
            Field item = items.getFirst();
            String counter = counters.getOrDefault(offsets.id(), "");
            if (item.role() == Schema.RECORD) {
                counter = counter.isEmpty() ? madeCounter(name, offsets) : counter;
                members(item, name, '_', new Place(offsets, counter, 1), depth + 1);
            } else {
                visit(item, name, new Place(offsets, counter, 1), depth + 1);
            }
        }
    }

    /** Adds the column that counts the objects of a collection of records, unless its name is taken. */
    private String madeCounter(String name, Elements offsets) {
        int dot = name.lastIndexOf('.') + 1;
        String counter = name.substring(0, dot) + 'n' + name.substring(dot);
        if (topNames.contains(counter) || names.contains(counter)) {
            return "";
        }
        add(new Layout(
                new ColumnInfo(counter, ColumnType.UINT32, 1, false, "", "number of objects of " + name),
                offsets,
                null,
                null));
        return counter;
    }

    private void leaf(Field field, String name, Place place, int depth) {
        List<Field> items = children.get(field.id());
        List<PhysicalColumn> own = columnsOf(field.id());
        Place inside = place;
        if (field.arraySize() >= 0) {
            if (field.arraySize() == 0 || field.arraySize() * place.width() > 1 << 24) {
                refuse(field, name, "it is an array of " + field.arraySize() + " elements");
                return;
            }
            inside = new Place(place.collection(), place.counter(), (int) field.arraySize() * place.width());
        }
        if (FieldTypes.isCardinality(field.type())) {
            count(field, name, place, own);
        } else if (own.isEmpty() && items.size() == 1) {
            visit(items.getFirst(), name, inside, depth + 1);
        } else if (own.isEmpty()) {
            refuse(field, name, "it has no data");
        } else if (!allKnown(own)) {
            refuse(field, name, "it is stored in a way unknown to this reader");
        } else {
            values(field, name, inside, own);
        }
    }

    private void count(Field field, String name, Place place, List<PhysicalColumn> own) {
        if (place.collection() != null || own.isEmpty() || !own.stream().allMatch(FieldTree::isIndex)) {
            refuse(field, name, "it counts objects within a collection");
            return;
        }
        ColumnType type = field.type().contains("64") ? ColumnType.UINT64 : ColumnType.UINT32;
        ColumnInfo info = new ColumnInfo(name, type, 1, false, "", field.description());
        add(new Layout(info, new Elements(name, own, ColumnType.UINT64, 1), null, null));
    }

    private void values(Field field, String name, Place place, List<PhysicalColumn> own) {
        Map<Integer, List<PhysicalColumn>> representations = new TreeMap<>();
        own.forEach(column -> representations
                .computeIfAbsent(column.representation(), id -> new ArrayList<>())
                .add(column));
        List<PhysicalColumn> first = new ArrayList<>();
        List<PhysicalColumn> second = new ArrayList<>();
        for (List<PhysicalColumn> representation : representations.values()) {
            first.add(representation.getFirst());
            if (representation.size() == 2) {
                second.add(representation.getLast());
            }
            if (representation.size() > 2) {
                refuse(field, name, "it has " + representation.size() + " columns");
                return;
            }
        }
        boolean text = FieldTypes.isText(field.type());
        if (second.size() != (text ? first.size() : 0)) {
            refuse(field, name, "its columns do not match its type");
            return;
        }
        ColumnType type = text ? ColumnType.STRING : FieldTypes.of(field, first.getFirst());
        ColumnType stored = text ? ColumnType.UINT64 : type;
        if (!first.stream().allMatch(column -> FieldTypes.readable(column, stored))) {
            refuse(field, name, "it is stored as " + first.getFirst().encoding());
            return;
        }
        long perEntry = place.collection() == null ? place.width() : 0;
        ColumnInfo info = new ColumnInfo(
                name, type, place.width(), place.collection() != null, place.counter(), field.description());
        add(new Layout(
                info,
                place.collection(),
                new Elements(name, first, stored, perEntry),
                text ? new Elements(name, second, ColumnType.INT8, 0) : null));
    }

    private void add(Layout layout) {
        ColumnInfo info = layout.info();
        if (names.add(info.name())) {
            layouts.add(layout);
        } else {
            unsupported.add(
                    new UnsupportedColumn(info.name(), info.type().name(), "there is another column of that name"));
        }
    }

    private static boolean allKnown(List<PhysicalColumn> columns) {
        return columns.stream()
                .filter(column -> column.representation() == 0)
                .allMatch(column -> column.encoding() != null);
    }

    private static boolean isIndex(PhysicalColumn column) {
        return column.encoding() == null || column.encoding().isIndex();
    }
}
