package org.topcoffea.root.writer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;
import org.topcoffea.spi.ColumnType;

/** Fills a tree with random values of every type and shape, and knows what another program must print of it. */
final class RandomTree {
    private static final int LARGEST_COUNT = 5;

    private final Random random;
    private final List<BranchWriter> writers = new ArrayList<>();
    private final List<List<String>> columns = new ArrayList<>();
    private final List<Integer> counts = new ArrayList<>();
    private int entryCount;
    private int highestCount;

    private RandomTree(long seed) {
        this.random = new Random(seed);
    }

    /**
     * Writes a tree into a file.
     *
     * @param options clusters; branches without alignment cut baskets where they like
     * @param shape what becomes of each branch before it is declared
     */
    static List<String> write(
            RootFileWriter file,
            String name,
            TreeOptions options,
            int entries,
            long seed,
            UnaryOperator<Branch> shape) {
        RandomTree tree = new RandomTree(seed);
        TreeWriter writer = file.tree("", name, options);
        tree.declare(writer, options, shape);
        while (tree.entryCount < entries) {
            int some = Math.min(1 + tree.random.nextInt(4), entries - tree.entryCount);
            tree.put(some);
            writer.fill(some);
        }
        writer.finish();
        return tree.lines(name, options);
    }

    private void declare(TreeWriter writer, TreeOptions options, UnaryOperator<Branch> shape) {
        List<Branch> branches = new ArrayList<>();
        branches.add(Branch.counter("n", ColumnType.INT32).titled("how many"));
        branches.add(Branch.counter("m", ColumnType.UINT8));
        for (ColumnType type : ColumnType.values()) {
            String code = type.name().toLowerCase(Locale.ROOT);
            branches.add(Branch.scalar(code, type).titled("one " + code));
            if (type != ColumnType.STRING) {
                branches.add(Branch.array(code + "_array", type, 3));
                branches.add(Branch.jagged(code + "_jagged", type, "n"));
                branches.add(Branch.jagged(code + "_vectors", type, "m").ofLength(2));
            }
        }
        for (Branch branch : branches) {
            Branch shaped = shape.apply(branch);
            if (!options.aligned()) {
                shaped = shaped.withBasketEntries(1 + random.nextInt(40));
            }
            writers.add(writer.branch(shaped));
            columns.add(new ArrayList<>());
        }
    }

    private void put(int entries) {
        for (int i = 0; i < entries; i++) {
            int n = random.nextInt(4) == 0 ? random.nextInt(LARGEST_COUNT) : 0;
            counts.add(n);
            highestCount = Math.max(n, highestCount);
            for (int b = 0; b < writers.size(); b++) {
                putValues(writers.get(b), columns.get(b), n);
            }
        }
        entryCount += entries;
    }

    private void putValues(BranchWriter writer, List<String> column, int n) {
        Branch branch = writer.branch();
        StringJoiner line = new StringJoiner(" ");
        if (branch.counting()) {
            writer.put(n);
            line.add(Integer.toString(n));
        } else {
            int values = branch.length() * (branch.counter().isPresent() ? n : 1);
            for (int i = 0; i < values; i++) {
                line.add(putValue(writer, branch.type()));
            }
        }
        column.add(line.toString());
    }

    private String putValue(BranchWriter writer, ColumnType type) {
        return switch (type) {
            case BOOL -> {
                boolean value = random.nextBoolean();
                writer.put(value);
                yield value ? "1" : "0";
            }
            // JSROOT takes fixed arrays of bytes for texts that end at zero.
            case INT8 -> integer(writer, (byte) (random.nextInt() | 1));
            case UINT8 -> integer(writer, (random.nextInt() & 0xFF) | 1);
            case INT16 -> integer(writer, (short) random.nextInt());
            case UINT16 -> integer(writer, random.nextInt() & 0xFFFF);
            case INT32 -> integer(writer, random.nextInt());
            case UINT32 -> integer(writer, random.nextInt() & 0xFFFFFFFFL);
            // JSROOT 7 adds 2^32 to most negative integers of 64 bits, but not to small ones.
            case INT64 ->
                integer(writer, random.nextBoolean() ? random.nextLong() >>> 1 : -1 - random.nextInt(1 << 30));
            case UINT64 -> {
                long value = random.nextLong();
                writer.put(value);
                yield Long.toUnsignedString(value);
            }
            case FLOAT32 -> {
                float value = random.nextInt(50) == 0 ? Float.NaN : (float) random.nextGaussian() * 1e10f;
                writer.put(value);
                yield HexFormat.of().toHexDigits(Float.floatToIntBits(value));
            }
            case FLOAT64 -> {
                double value = random.nextInt(50) == 0 ? Double.NEGATIVE_INFINITY : random.nextGaussian() * 1e-200;
                writer.put(value);
                yield HexFormat.of().toHexDigits(Double.doubleToLongBits(value));
            }
            case STRING -> {
                String value = text();
                writer.put(value);
                yield "x" + HexFormat.of().formatHex(value.getBytes(StandardCharsets.UTF_8));
            }
        };
    }

    private String text() {
        int length = random.nextInt(20) == 0 ? 240 + random.nextInt(60) : random.nextInt(8);
        return random.ints(length, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String integer(BranchWriter writer, long value) {
        writer.put(value);
        return Long.toString(value);
    }

    private List<String> lines(String name, TreeOptions options) {
        List<String> lines = new ArrayList<>();
        lines.add("tree " + name + " " + entryCount + " " + options.title());
        for (int b = 0; b < writers.size(); b++) {
            Branch branch = writers.get(b).branch();
            String counted =
                    branch.counter().map(counter -> "[" + counter + "]").orElse("");
            String leaf = branch.name() + counted + (branch.length() > 1 ? "[" + branch.length() + "]" : "");
            String title = branch.title().isEmpty() ? leaf + "/" + code(branch.type()) : branch.title();
            lines.add("branch " + branch.name() + " " + title + " | " + leaf + " "
                    + (branch.counting() ? highestCount : ""));
            lines.addAll(columns.get(b));
        }
        return lines;
    }

    private static char code(ColumnType type) {
        return switch (type) {
            case BOOL -> 'O';
            // JSROOT takes fixed arrays of bytes for texts that end at zero.
            case INT8 -> 'B';
            case UINT8 -> 'b';
            case INT16 -> 'S';
            case UINT16 -> 's';
            case INT32 -> 'I';
            case UINT32 -> 'i';
            case INT64 -> 'L';
            case UINT64 -> 'l';
            case FLOAT32 -> 'F';
            case FLOAT64 -> 'D';
            case STRING -> 'C';
        };
    }
}
