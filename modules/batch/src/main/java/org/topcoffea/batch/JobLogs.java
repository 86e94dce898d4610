package org.topcoffea.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What jobs have left in the group's log directory: the last ones' is kept, that of jobs long ended goes. */
final class JobLogs {
    /** Of how many ended jobs the output is kept. */
    static final int KEPT = 200;

    /** A few more may be there, so that not every end of a job reads the directory. */
    private static final int SLACK = 50;

    /** What backends and job scripts write: {@code out.7}, {@code status.41_2}, {@code out.12.0}. */
    private static final Pattern FILE = Pattern.compile("(out|status|pid|lost|term)\\.([A-Za-z0-9._-]+)");

    /** In this order: a job without output is not looked for any more. */
    private static final List<String> KINDS = List.of("out", "term", "pid", "lost", "status");

    private final Path directory;
    private int ended;

    JobLogs(JobGroup group) {
        this.directory = group.logs();
        this.ended = SLACK;
    }

    /** Notes that jobs have ended, and removes what was left by those before the last {@value #KEPT}. */
    void ended(int count, Collection<JobId> active) {
        ended += count;
        if (ended < SLACK || !Files.isDirectory(directory)) {
            return;
        }
        ended = 0;
        try {
            prune(active);
        } catch (IOException e) {
            throw new BatchException(BatchError.BAD_DIRECTORY, directory + " cannot be tidied: " + e.getMessage(), e);
        }
    }

    private void prune(Collection<JobId> active) throws IOException {
        Set<String> staying = new HashSet<>();
        for (JobId id : active) {
            staying.add(id.text());
            staying.add(id.text().substring(id.text().lastIndexOf('.') + 1));
        }
        List<String> old = newestFirst().stream()
                .filter(name -> !staying.contains(name))
                .skip(KEPT)
                .toList();
        for (String name : old) {
            for (String kind : KINDS) {
                Files.deleteIfExists(directory.resolve(kind + "." + name));
            }
        }
    }

    private List<String> newestFirst() throws IOException {
        Map<String, Long> changed = new HashMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Matcher matcher = FILE.matcher(file.getFileName().toString());
                if (matcher.matches()) {
                    changed.merge(matcher.group(2), file.toFile().lastModified(), Math::max);
                }
            }
        }
        return changed.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getKey)
                .toList();
    }
}
