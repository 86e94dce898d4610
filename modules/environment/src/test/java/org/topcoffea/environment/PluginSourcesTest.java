package org.topcoffea.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.spi.AnalysisException;

/** Source trees in real repositories; their build is a wrapper script, which Maven itself stands in for elsewhere. */
class PluginSourcesTest {
    @TempDir
    Path work;

    private Path repository;
    private Path source;
    private final List<String> told = new ArrayList<>();
    private PluginSources sources = new PluginSources(EnvironmentCache.in(Path.of("unused"), 1), told::add);

    @BeforeEach
    void project() throws Exception {
        sources = new PluginSources(EnvironmentCache.in(work.resolve("cache"), 1 << 30), told::add);
        repository = work.resolve("repository");
        source = repository.resolve("my plugin");
        Trees.write(source.resolve("pom.xml"), "<project/>");
        Trees.write(source.resolve("src/A.java"), "class A {}");
        Trees.write(repository.resolve("other.txt"), "not of the plugin");
        Trees.write(repository.resolve(".gitignore"), "target/\n*.log\n");
        // Builds what is in src into one jar, and counts how often it was asked to.
        Path wrapper = Trees.write(
                source.resolve("mvnw"),
                "#!/bin/sh\nmkdir -p target\necho x >>../builds.log\n"
                        + "grep -q broken src/A.java && { echo '[ERROR]   src/A.java is broken'; exit 1; }\n"
                        + "cat src/* >target/plugin-1.jar\n");
        Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String commit(String message) throws Exception {
        try (Git git = Git.init().setDirectory(repository.toFile()).call()) {
            git.add().addFilepattern(".").call();
            return git.commit()
                    .setMessage(message)
                    .setAuthor("a", "a@example.org")
                    .setCommitter("a", "a@example.org")
                    .setSign(false)
                    .call()
                    .getName();
        }
    }

    private long builds() throws IOException {
        Path log = repository.resolve("builds.log");
        return Files.exists(log) ? Files.readAllLines(log).size() : 0;
    }

    private BuiltSource refresh(RebuildMode mode) {
        told.clear();
        return sources.refresh(source, mode);
    }

    private String jar(BuiltSource built) throws IOException {
        assertEquals(1, built.jars().size(), built::toString);
        return Files.readString(built.jars().getFirst());
    }

    @Test
    void buildsOnceAndAgainWhenAByteChanges() throws Exception {
        String commit = commit("first");
        BuiltSource first = refresh(RebuildMode.REBUILD);
        assertTrue(first.rebuilt());
        assertEquals("class A {}", jar(first));
        assertEquals(java.util.Optional.of(commit), first.state().commit());
        assertFalse(first.state().dirty());

        BuiltSource again = refresh(RebuildMode.REBUILD);
        assertFalse(again.rebuilt());
        assertEquals(first.jars(), again.jars());
        assertEquals(List.of(), told);

        Files.writeString(source.resolve("src/A.java"), "class A {int x;}");
        BuiltSource second = refresh(RebuildMode.REBUILD);
        assertTrue(second.rebuilt() && second.current());
        assertEquals("class A {int x;}", jar(second));
        assertEquals("class A {}", jar(first), "an earlier build stays what it is");
        assertTrue(second.state().dirty());
        assertEquals(List.of("modified src/A.java"), second.state().uncommitted());
        assertTrue(told.getFirst().contains("modified src/A.java"), told::toString);
        assertEquals(2, builds());
    }

    @Test
    void goingBackBuildsNothing() throws Exception {
        commit("first");
        BuiltSource first = refresh(RebuildMode.REBUILD);
        Files.writeString(source.resolve("src/A.java"), "class A {int x;}");
        refresh(RebuildMode.REBUILD);
        Files.writeString(source.resolve("src/A.java"), "class A {}");
        BuiltSource back = refresh(RebuildMode.REBUILD);
        assertFalse(back.rebuilt());
        assertEquals(first.jars(), back.jars());
        assertEquals(2, builds());
    }

    @Test
    void untrackedFilesAndNewCommitsAreNamed() throws Exception {
        commit("first");
        refresh(RebuildMode.REBUILD);
        Trees.write(source.resolve("src/B.java"), "class B {}");
        assertEquals(List.of("untracked src/B.java"), sources.state(source).uncommitted());
        String commit = commit("add B");
        BuiltSource built = refresh(RebuildMode.REBUILD);
        assertTrue(built.rebuilt());
        assertEquals("class A {}class B {}", jar(built));
        assertFalse(built.state().dirty());
        assertTrue(told.getFirst().contains("new src/B.java"), told::toString);
        assertTrue(told.getFirst().contains(commit.substring(0, 10) + " 'add B'"), told::toString);
    }

    @Test
    void whatIsIgnoredOrOutsideDoesNotCount() throws Exception {
        commit("first");
        String key = sources.state(source).key();
        Trees.write(source.resolve("target/classes/A.class"), "made");
        Trees.write(source.resolve("notes.log"), "ignored");
        Trees.write(repository.resolve("other.txt"), "changed outside");
        assertEquals(key, sources.state(source).key());
        assertEquals(List.of(), sources.state(source).uncommitted());
        Trees.write(source.resolve("src/data.txt"), "resource");
        assertNotEquals(key, sources.state(source).key());
    }

    @Test
    void stagedRemovedAndDeletedFilesAreNamed() throws Exception {
        Trees.write(source.resolve("src/C.java"), "c");
        Trees.write(source.resolve("src/D.java"), "d");
        commit("first");
        try (Git git = Git.open(repository.toFile())) {
            git.rm().addFilepattern("my plugin/src/C.java").call();
            Trees.write(source.resolve("src/E.java"), "e");
            git.add().addFilepattern("my plugin/src/E.java").call();
        }
        Files.delete(source.resolve("src/D.java"));
        assertEquals(
                List.of("added src/E.java", "removed src/C.java", "deleted src/D.java"),
                sources.state(source).uncommitted());
    }

    @Test
    void warnAndReuseKeepTheLastBuild() throws Exception {
        commit("first");
        refresh(RebuildMode.WARN);
        assertEquals(1, builds());
        Files.writeString(source.resolve("src/A.java"), "class A {int x;}");
        BuiltSource warned = refresh(RebuildMode.WARN);
        assertFalse(warned.current());
        assertEquals("class A {}", jar(warned));
        assertTrue(told.getFirst().startsWith("warning: "), told::toString);
        BuiltSource reused = refresh(RebuildMode.REUSE);
        assertEquals("class A {}", jar(reused));
        assertEquals(List.of(), told);
        assertEquals(1, builds());
    }

    @Test
    void failRefusesWhatIsNotCommitted() throws Exception {
        commit("first");
        assertTrue(refresh(RebuildMode.FAIL).rebuilt());
        Trees.write(source.resolve("src/B.java"), "class B {}");
        AnalysisException e = assertThrows(AnalysisException.class, () -> refresh(RebuildMode.FAIL));
        assertEquals(EnvironmentError.UNCOMMITTED_CHANGES, e.code());
        assertTrue(String.valueOf(e.getMessage()).contains("untracked src/B.java"), e::getMessage);
        commit("second");
        assertTrue(refresh(RebuildMode.FAIL).rebuilt());
    }

    @Test
    void failedBuildIsToldAndTheLastOneStays() throws Exception {
        commit("first");
        refresh(RebuildMode.REBUILD);
        Files.writeString(source.resolve("src/A.java"), "broken");
        AnalysisException e = assertThrows(AnalysisException.class, () -> refresh(RebuildMode.REBUILD));
        assertEquals(EnvironmentError.BUILD_FAILED, e.code());
        assertTrue(String.valueOf(e.getMessage()).contains("src/A.java is broken"), e::getMessage);
        assertEquals("class A {}", jar(refresh(RebuildMode.WARN)));
    }

    @Test
    void worksWithoutGit() throws Exception {
        BuiltSource built = refresh(RebuildMode.REBUILD);
        assertTrue(built.state().commit().isEmpty());
        assertTrue(built.state().dirty());
        assertFalse(refresh(RebuildMode.REBUILD).rebuilt(), "what Maven makes does not count as source");
        Trees.write(source.resolve("src/B.java"), "class B {}");
        assertTrue(refresh(RebuildMode.REBUILD).rebuilt());
        assertTrue(told.getFirst().contains("new src/B.java"), told::toString);
        assertEquals(List.of(source), sources.known());
    }

    @Test
    void whatIsNoSourceTreeIsRefused() {
        AnalysisException e = assertThrows(AnalysisException.class, () -> sources.state(work));
        assertEquals(EnvironmentError.BAD_SOURCE, e.code());
    }

    @Test
    void pruningKeepsTheLastBuildOfTreesThatAreThere() throws Exception {
        BuiltSource first = refresh(RebuildMode.REBUILD);
        Files.writeString(source.resolve("src/A.java"), "class A {int x;}");
        BuiltSource second = refresh(RebuildMode.REBUILD);
        assertEquals(List.of(first.jars().getFirst().getParent()), sources.prune(false));
        assertEquals("class A {int x;}", jar(second));
        assertEquals(List.of(second.jars().getFirst().getParent()), sources.prune(true));
        assertTrue(refresh(RebuildMode.REBUILD).rebuilt(), "it is made again when it is wanted");
        Path gone = repository.resolve("moved");
        Files.move(source, gone);
        assertEquals(1, sources.prune(false).size());
        assertEquals(List.of(), sources.prune(true));
    }
}
