package org.topcoffea.plan;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the names of event files are read: {@code root://…} and its like are remote, {@code file://…} and paths are local. */
public final class FileUrl {
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://.*", Pattern.DOTALL);

    private FileUrl() {}

    /** The scheme of a URL in lower case, or empty for a path. */
    public static Optional<String> scheme(String url) {
        Matcher matcher = SCHEME.matcher(url);
        return matcher.matches() ? Optional.of(matcher.group(1).toLowerCase(Locale.ROOT)) : Optional.empty();
    }

    /**
     * The path of a local file: of a plain path, and of {@code file://} followed by a path; empty for other schemes.
     *
     * @param url the name of an event file, as in {@link Dataset#files()}
     * @throws java.nio.file.InvalidPathException if it is not a path of this system
     */
    public static Optional<Path> localPath(String url) {
        Optional<String> scheme = scheme(url);
        if (scheme.isEmpty()) {
            return Optional.of(Path.of(url));
        }
        return scheme.get().equals("file") ? Optional.of(Path.of(url.substring("file://".length()))) : Optional.empty();
    }
}
