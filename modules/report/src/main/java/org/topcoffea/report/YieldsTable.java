package org.topcoffea.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A table of yields: numbers of events with their uncertainties, for example a row for each process and a column for each
 * channel.
 *
 * @param corner what the rows are, for example {@code process}
 * @param columns the names of the columns
 * @param rows the rows, in the order to be shown
 */
public record YieldsTable(String corner, List<String> columns, List<Row> rows) {
    private static final String GAP = "   ";

    /**
     * A number of events.
     *
     * @param value the number
     * @param error its statistical uncertainty; 0 if it has none
     */
    public record Yield(double value, double error) {
        /** Nothing. */
        public static final Yield ZERO = new Yield(0, 0);

        /** The sum of two independent numbers. */
        public Yield plus(Yield other) {
            return new Yield(value + other.value, Math.hypot(error, other.error));
        }

        /** The number with its error, whose two significant digits decide how many of the number are shown. */
        @Override
        public String toString() {
            return text(value, error);
        }

        static String text(double value, double error) {
            if (!(error > 0)) {
                return Numbers.plain(value);
            }
            int decimals = Numbers.decimalsFor(error);
            return Numbers.fixed(value, decimals) + " ± " + Numbers.fixed(error, decimals);
        }
    }

    /**
     * A row.
     *
     * @param name its name
     * @param yields one for each column
     * @param sum whether it is a sum of rows above; it is set apart and not added again
     */
    public record Row(String name, List<Yield> yields, boolean sum) {
        /** Copies the list. */
        public Row {
            yields = List.copyOf(yields);
        }
    }

    /** Checks that rows have a yield for each column. */
    public YieldsTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        for (Row row : rows) {
            if (row.yields().size() != columns.size()) {
                throw new IllegalArgumentException("row '" + row.name() + "' has "
                        + row.yields().size() + " yields for " + columns.size() + " columns");
            }
        }
    }

    /** With another row that is the sum of all rows that are not sums. */
    public YieldsTable withSumOfRows(String name) {
        return withSumOfRows(name, row -> true);
    }

    /**
     * With another row that is the sum of others.
     *
     * @param name its name
     * @param added the names of the rows that are added, for example without recorded events; sums never are
     */
    public YieldsTable withSumOfRows(String name, Predicate<String> added) {
        List<Yield> sums = new ArrayList<>();
        for (int column = 0; column < columns.size(); column++) {
            Yield sum = Yield.ZERO;
            for (Row row : rows) {
                sum = row.sum() || !added.test(row.name())
                        ? sum
                        : sum.plus(row.yields().get(column));
            }
            sums.add(sum);
        }
        List<Row> more = new ArrayList<>(rows);
        more.add(new Row(name, sums, true));
        return new YieldsTable(corner, columns, more);
    }

    /** With another column that is the sum of all columns. */
    public YieldsTable withSumOfColumns(String name) {
        List<String> names = new ArrayList<>(columns);
        names.add(name);
        List<Row> longer = new ArrayList<>();
        for (Row row : rows) {
            List<Yield> yields = new ArrayList<>(row.yields());
            yields.add(row.yields().stream().reduce(Yield.ZERO, Yield::plus));
            longer.add(new Row(row.name(), yields, row.sum()));
        }
        return new YieldsTable(corner, names, longer);
    }

    /**
     * The table as text, each line ended by a line feed. Columns that do not fit continue below, with the names of the rows
     * again.
     *
     * @param width the number of characters in a line
     */
    public String text(int width) {
        int nameWidth = corner.length();
        for (Row row : rows) {
            nameWidth = Math.max(nameWidth, row.name().length());
        }
        List<List<String>> cells = new ArrayList<>();
        for (int column = 0; column < columns.size(); column++) {
            cells.add(aligned(column));
        }
        StringBuilder text = new StringBuilder();
        for (int first = 0; first < columns.size() || first == 0; ) {
            int last = first;
            int used = nameWidth;
            while (last < columns.size()
                    && (last == first
                            || used + GAP.length() + cells.get(last).getFirst().length() <= width)) {
                used += GAP.length() + cells.get(last++).getFirst().length();
            }
            text.append(first == 0 ? "" : "\n");
            block(text, nameWidth, used, cells.subList(first, last));
            first = Math.max(last, 1);
        }
        return text.toString();
    }

    private void block(StringBuilder text, int nameWidth, int width, List<List<String>> cells) {
        line(text, corner, nameWidth, cells, 0);
        text.append("─".repeat(width)).append('\n');
        for (int row = 0; row < rows.size(); row++) {
            if (rows.get(row).sum() && (row == 0 || !rows.get(row - 1).sum())) {
                text.append("─".repeat(width)).append('\n');
            }
            line(text, rows.get(row).name(), nameWidth, cells, row + 1);
        }
    }

    private static void line(StringBuilder text, String name, int nameWidth, List<List<String>> cells, int line) {
        text.append(name).append(" ".repeat(nameWidth - name.length()));
        cells.forEach(cell -> text.append(GAP).append(cell.get(line)));
        int end = text.length();
        while (text.charAt(end - 1) == ' ') {
            end--;
        }
        text.setLength(end);
        text.append('\n');
    }

    /** A column as texts of one width: its name, then its yields with their points and signs below each other. */
    private List<String> aligned(int column) {
        int before = 0;
        int behind = 0;
        for (Row row : rows) {
            String text = row.yields().get(column).toString();
            before = Math.max(before, point(text));
            behind = Math.max(behind, text.length() - point(text));
        }
        String name = columns.get(column);
        int width = Math.max(before + behind, name.length());
        List<String> cells = new ArrayList<>();
        cells.add(" ".repeat(width - name.length()) + name);
        for (Row row : rows) {
            String text = row.yields().get(column).toString();
            int left = width - behind - point(text);
            cells.add(" ".repeat(left) + text + " ".repeat(width - left - text.length()));
        }
        return cells;
    }

    /** Where the whole part of a number ends. */
    private static int point(String text) {
        int end = text.indexOf(' ') < 0 ? text.length() : text.indexOf(' ');
        int point = text.indexOf('.');
        return point >= 0 && point < end ? point : end;
    }

    /** The table as comma-separated values with all digits: a value and an error for each column. */
    public String csv() {
        StringBuilder text = new StringBuilder(quoted(corner));
        columns.forEach(
                name -> text.append(',').append(quoted(name)).append(',').append(quoted(name + " error")));
        text.append('\n');
        for (Row row : rows) {
            text.append(quoted(row.name()));
            row.yields()
                    .forEach(y -> text.append(',').append(y.value()).append(',').append(y.error()));
            text.append('\n');
        }
        return text.toString();
    }

    private static String quoted(String text) {
        return text.matches("[^\",\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
