package org.topcoffea.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.topcoffea.spi.AnalysisException;

/**
 * What processes that were killed could not remove: workspaces of workers ({@code worker-UID-PID}, as those of cctools call
 * theirs, too) and unpacked runtimes ({@code topcoffea-KEY-PID}). They are known by their names, by their owner, and by there
 * being no process of that number.
 */
public final class LeftOvers {
    private static final Pattern NAME = Pattern.compile("(?:worker-\\d+|topcoffea-[0-9a-f]{16})-(\\d{1,9})(?:-\\d+)?");

    private LeftOvers() {}

    /**
     * Finds them.
     *
     * @param places directories for temporary files; those that do not exist have none
     * @return directories, sorted
     */
    public static List<Path> in(List<Path> places) {
        List<Path> found = new ArrayList<>();
        for (Path place : places) {
            try (Stream<Path> files = Files.list(place)) {
                files.filter(LeftOvers::isLeftOver).forEach(found::add);
            } catch (IOException e) {
                // Not there, or not ours to look into.
                continue;
            }
        }
        return found.stream().sorted().distinct().toList();
    }

    private static boolean isLeftOver(Path path) {
        Matcher matcher = NAME.matcher(path.getFileName().toString());
        if (!matcher.matches() || !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try {
            boolean ours = Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS)
                    .equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
            return ours && ProcessHandle.of(Long.parseLong(matcher.group(1))).isEmpty();
        } catch (IOException | IllegalArgumentException | UnsupportedOperationException e) {
            return false;
        }
    }

    /**
     * Removes one, symbolic links as such.
     *
     * @throws AnalysisException {@link EnvironmentError#CACHE_FAILED} if something of it cannot be removed
     */
    public static void remove(Path directory) {
        try (Stream<Path> walk = Files.walk(directory)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new AnalysisException(
                    EnvironmentError.CACHE_FAILED, directory + " cannot be removed (" + e + "): remove it yourself", e);
        }
    }
}
