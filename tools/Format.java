import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Checks or mends the layout of every Java source below a directory: {@code Format check|apply DIRECTORY STAMP}. The stamp's
 * time is that of the last check that found everything in order; the check does not look at older files again.
 */
final class Format {
    private static final Set<String> NOT_SOURCES = Set.of("target", ".git", "node_modules");
    private static final Formatter FORMATTER = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .build());

    private Format() {}

    public static void main(String[] args) throws IOException {
        boolean apply = args[0].equals("apply");
        Path top = Path.of(args[1]).toRealPath();
        Path stamp = Path.of(args[2]);
        FileTime since = !apply && Files.exists(stamp) ? Files.getLastModifiedTime(stamp) : FileTime.fromMillis(0);
        FileTime started = FileTime.fromMillis(System.currentTimeMillis());
        Map<Path, String> faults = new ConcurrentHashMap<>();
        sources(top, since).parallelStream().forEach(file -> format(file, apply, faults));
        if (faults.isEmpty() && apply) {
            return;
        }
        if (faults.isEmpty()) {
            Files.createDirectories(stamp.toAbsolutePath().getParent());
            Files.writeString(stamp, "");
            Files.setLastModifiedTime(stamp, started);
            return;
        }
        new TreeMap<>(faults).forEach((file, fault) -> System.err.println(top.relativize(file) + ": " + fault));
        System.err.println("Sources are not in the house's layout; ./format mends them.");
        System.exit(1);
    }

    private static List<Path> sources(Path top, FileTime since) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(top, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                boolean skip = NOT_SOURCES.contains(directory.getFileName().toString());
                return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".java")
                        && attributes.lastModifiedTime().compareTo(since) >= 0) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    private static void format(Path file, boolean apply, Map<Path, String> faults) {
        try {
            String source = Files.readString(file);
            String formatted = FORMATTER.formatSourceAndFixImports(source);
            if (formatted.equals(source)) {
                return;
            }
            if (apply) {
                Files.writeString(file, formatted);
                System.out.println("formatted " + file);
            } else {
                faults.put(file, "line " + firstDifference(source, formatted));
            }
        } catch (FormatterException e) {
            faults.put(file, "cannot be parsed: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int firstDifference(String a, String b) {
        List<String> left = a.lines().toList();
        List<String> right = b.lines().toList();
        int line = 0;
        while (line < left.size() && line < right.size() && left.get(line).equals(right.get(line))) {
            line++;
        }
        return line + 1;
    }
}
