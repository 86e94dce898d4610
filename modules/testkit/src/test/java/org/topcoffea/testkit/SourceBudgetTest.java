package org.topcoffea.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * Methods have at most 30 lines, files at most 300. The exceptions stand, each with its reason, in {@code long.txt} beside this
 * test; one that is no longer needed has to go.
 */
final class SourceBudgetTest {
    private static final int METHOD_LINES = 30;
    private static final int FILE_LINES = 300;

    @Test
    void methodsAndFilesAreShortOrSayWhyNot() throws IOException {
        List<String> found = new ArrayList<>();
        List<Path> sources = Checkout.sources();
        for (Path source : sources) {
            long lines = Files.readString(source).lines().count();
            if (lines > FILE_LINES) {
                found.add(name(source));
            }
        }
        found.addAll(longMethods(sources));
        TreeMap<String, String> allowed = allowed();
        List<String> unexcused = found.stream()
                .filter(name -> allowed.keySet().stream().noneMatch(pattern -> covers(pattern, name)))
                .sorted()
                .toList();
        List<String> stale = allowed.keySet().stream()
                .filter(pattern -> found.stream().noneMatch(name -> covers(pattern, name)))
                .toList();
        assertTrue(sources.size() > 100, () -> "only " + sources.size() + " sources found");
        assertEquals(
                List.of(), unexcused, "longer than " + METHOD_LINES + " (method) or " + FILE_LINES + " (file) lines");
        assertEquals(List.of(), stale, "listed in long.txt, but short enough or gone");
    }

    private static boolean covers(String pattern, String name) {
        return pattern.endsWith("*")
                ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                : name.equals(pattern);
    }

    /** {@code path reason}, one a line; {@code #} starts a comment. */
    private static TreeMap<String, String> allowed() throws IOException {
        TreeMap<String, String> allowed = new TreeMap<>();
        try (var in = SourceBudgetTest.class.getResourceAsStream("long.txt")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] parts = line.split("\\s+", 2);
                    assertTrue(parts.length == 2 && !parts[1].isBlank(), () -> "long.txt gives no reason for " + line);
                    allowed.put(parts[0], parts[1]);
                }
            }
        }
        return allowed;
    }

    private static List<String> longMethods(List<Path> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> found = new ArrayList<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null,
                    files,
                    problem -> {},
                    List.of("-proc:none"),
                    null,
                    files.getJavaFileObjectsFromPaths(sources));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                new MethodScanner(unit, positions, found).scan(unit, null);
            }
        }
        return found;
    }

    private static String name(Path source) {
        return Checkout.TOP.relativize(source).toString().replace("src/main/java/org/topcoffea/", "");
    }

    private static final class MethodScanner extends TreePathScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<String> found;

        MethodScanner(CompilationUnitTree unit, SourcePositions positions, List<String> found) {
            this.unit = unit;
            this.positions = positions;
            this.found = found;
        }

        @Override
        public Void visitMethod(MethodTree method, Void unused) {
            if (method.getBody() != null) {
                LineMap lines = unit.getLineMap();
                long first = lines.getLineNumber(positions.getStartPosition(unit, method.getBody()));
                long last = lines.getLineNumber(positions.getEndPosition(unit, method.getBody()));
                if (last - first + 1 > METHOD_LINES) {
                    String type = getCurrentPath().getParentPath().getLeaf() instanceof ClassTree owner
                            ? owner.getSimpleName().toString()
                            : "";
                    found.add(name(Path.of(unit.getSourceFile().toUri())) + "#" + type + "." + method.getName());
                }
            }
            return super.visitMethod(method, unused);
        }
    }
}
