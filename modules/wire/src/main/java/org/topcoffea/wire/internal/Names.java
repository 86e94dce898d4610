package org.topcoffea.wire.internal;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.wire.WireError;

/** What names and paths from outside and from the caller may look like. */
public final class Names {
    private static final int COMPONENT_LIMIT = 255;
    private static final int PATH_LIMIT = 4000;

    private Names() {}

    /** A single path component that is safe as a file name. */
    public static String component(String name) throws Fault {
        if (name.isEmpty()
                || name.equals(".")
                || name.equals("..")
                || name.indexOf('/') >= 0
                || name.indexOf(0) >= 0
                || name.getBytes(StandardCharsets.UTF_8).length > COMPONENT_LIMIT) {
            throw Fault.protocol("'" + Texts.shortened(name) + "' is not accepted as a file name");
        }
        return name;
    }

    /** A relative path that stays below where it begins. */
    public static String relative(String path) throws Fault {
        boolean outside = path.isEmpty() || path.startsWith("/") || path.indexOf(0) >= 0 || path.length() > PATH_LIMIT;
        for (String part : path.split("/", -1)) {
            outside |= part.equals("..") || part.length() > COMPONENT_LIMIT;
        }
        if (outside) {
            throw Fault.protocol("'" + Texts.shortened(path) + "' is not accepted as a path below the sandbox");
        }
        return path;
    }

    /** A path below a directory, from a name whose components have been checked. */
    public static Path below(Path directory, String relative) throws Fault {
        try {
            return directory.resolve(relative);
        } catch (InvalidPathException e) {
            throw Fault.protocol("'" + Texts.shortened(relative) + "' is not a file name on this system");
        }
    }

    /** One word for a line that we write. */
    static String word(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) == 0x7f) {
                throw unsendable(text);
            }
        }
        if (text.isEmpty()) {
            throw unsendable(text);
        }
        return text;
    }

    /** The rest of a line that we write. */
    static String rest(String text) {
        if (text.isBlank() || text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0 || text.indexOf(0) >= 0) {
            throw unsendable(text);
        }
        return text;
    }

    private static AnalysisException unsendable(String text) {
        return new AnalysisException(
                WireError.BAD_VALUE,
                "'" + Texts.shortened(text)
                        + "' cannot be sent: names have no spaces and line breaks and are not empty");
    }
}
