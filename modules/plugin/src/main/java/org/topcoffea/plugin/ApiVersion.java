package org.topcoffea.plugin;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a version that decides about compatibility: before 1.0 each minor version stands for itself, afterwards
 * all versions of one major version fit.
 */
record ApiVersion(int major, int minor) {
    private static final Pattern START = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})(?:\\D.*)?");

    static Optional<ApiVersion> parse(String version) {
        Matcher matcher = START.matcher(version);
        return matcher.matches()
                ? Optional.of(new ApiVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    boolean fits(ApiVersion other) {
        return major == other.major && (major > 0 || minor == other.minor);
    }

    /** Whether two versions fit; unknown ones, as of modules compiled outside a build, are taken to fit. */
    static boolean fit(Optional<String> built, Optional<String> present) {
        Optional<ApiVersion> builtFor = built.flatMap(ApiVersion::parse);
        Optional<ApiVersion> here = present.flatMap(ApiVersion::parse);
        return builtFor.isEmpty() || here.isEmpty() || builtFor.get().fits(here.get());
    }
}
