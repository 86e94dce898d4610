package org.topcoffea.batch;

import java.util.ArrayList;
import java.util.List;

/** Splits a line of options as a shell would: blanks separate, quotes and backslashes keep together; nothing is expanded. */
public final class ShellWords {
    private ShellWords() {}

    /**
     * The words of a line.
     *
     * @throws BatchException {@link BatchError#BAD_DESCRIPTION} for a quote that is not closed
     */
    public static List<String> split(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote != 0 && c == quote) {
                quote = 0;
            } else if (c == '\\' && quote != '\'' && i + 1 < line.length()) {
                word.append(line.charAt(++i));
                begun = true;
            } else if (quote != 0 || !(Character.isWhitespace(c) || c == '\'' || c == '"')) {
                word.append(c);
                begun = true;
            } else if (c == '\'' || c == '"') {
                quote = c;
                begun = true;
            } else if (begun) {
                words.add(word.toString());
                word.setLength(0);
                begun = false;
            }
        }
        if (quote != 0) {
            throw new BatchException(BatchError.BAD_DESCRIPTION, "options lack a closing " + quote + ": " + line);
        }
        if (begun) {
            words.add(word.toString());
        }
        return words;
    }
}
