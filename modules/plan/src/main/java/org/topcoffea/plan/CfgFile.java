package org.topcoffea.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a cfg file as items. A line holds items separated by commas; {@code #} where an item could begin starts a
 * comment that ends with the line; blanks around items and empty items do not count.
 */
final class CfgFile {
    /**
     * One item of a line.
     *
     * @param text the item, trimmed, not empty
     * @param location where it is
     */
    record Item(String text, Location location) {}

    private CfgFile() {}

    /**
     * The items of a text, in order.
     *
     * @param name the file, for locations
     * @param text its content, with line ends of any kind
     */
    static List<Item> items(String name, String text) {
        List<Item> items = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\r\n|\n|\r", -1)) {
            number++;
            Location location = new Location(name, number);
            for (String item : withoutComment(line).split(",", -1)) {
                if (!item.isBlank()) {
                    items.add(new Item(item.strip(), location));
                }
            }
        }
        return items;
    }

    /** Only a {@code #} behind a blank, a comma or nothing is a comment: URLs may contain fragments. */
    private static String withoutComment(String line) {
        for (int i = line.indexOf('#'); i >= 0; i = line.indexOf('#', i + 1)) {
            if (i == 0 || line.charAt(i - 1) == ',' || Character.isWhitespace(line.charAt(i - 1))) {
                return line.substring(0, i);
            }
        }
        return line;
    }
}
