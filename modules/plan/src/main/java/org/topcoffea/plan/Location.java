package org.topcoffea.plan;

/**
 * A place in a text file.
 *
 * @param file the path as the user wrote it
 * @param line the line, counted from 1; 0 for the file as a whole
 * @param column the column, counted from 1; 0 for the line as a whole
 */
record Location(String file, int line, int column) {
    Location(String file, int line) {
        this(file, line, 0);
    }

    /** {@code file:line:column}, as editors understand it, as far as it is known. */
    @Override
    public String toString() {
        if (line <= 0) {
            return file;
        }
        return column <= 0 ? file + ":" + line : file + ":" + line + ":" + column;
    }
}
