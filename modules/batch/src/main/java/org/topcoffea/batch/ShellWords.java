package org.topcoffea.batch;

import java.util.ArrayList;
import java.util.List;

/** Splits a line of options as a shell would: blanks separate, quotes and backslashes keep together; nothing is expanded. */
public final class ShellWords {
    private final String line;
    private int position;

    private ShellWords(String line) {
        this.line = line;
    }

    /**
     * The words of a line.
     *
     * @throws BatchException {@link BatchError#BAD_DESCRIPTION} for a quote that is not closed
     */
    public static List<String> split(String line) {
        ShellWords reader = new ShellWords(line);
        List<String> words = new ArrayList<>();
        while (reader.skipBlanks()) {
            words.add(reader.word());
        }
        return words;
    }

    private boolean skipBlanks() {
        while (position < line.length() && Character.isWhitespace(line.charAt(position))) {
            position++;
        }
        return position < line.length();
    }

    private String word() {
        StringBuilder word = new StringBuilder();
        while (position < line.length() && !Character.isWhitespace(line.charAt(position))) {
            char c = line.charAt(position++);
            if (c == '\'' || c == '"') {
                quoted(c, word);
            } else if (c == '\\' && position < line.length()) {
                word.append(line.charAt(position++));
            } else {
                word.append(c);
            }
        }
        return word.toString();
    }

    /** Within single quotes a backslash is one; within double quotes it keeps the next character from ending them. */
    private void quoted(char quote, StringBuilder word) {
        while (position < line.length()) {
            char c = line.charAt(position++);
            if (c == quote) {
                return;
            }
            boolean escape = c == '\\' && quote == '"' && position < line.length();
            word.append(escape ? line.charAt(position++) : c);
        }
        throw new BatchException(BatchError.BAD_DESCRIPTION, "options lack a closing " + quote + ": " + line);
    }
}
