package org.topcoffea.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way a plugin can be wrong: one line, and the others go on working. */
class PluginRefusalTest {
    private static final String PROVIDES = " provides org.topcoffea.spi.EventProcessor with bad.P; }";

    @TempDir
    Path work;

    @TempDir
    Path directory;

    /** Loads the directory beside a good plugin, which has to survive, and returns the only refusal. */
    private PluginException refusal(PluginError code, String... fragments) throws IOException {
        PluginJars.plain(work, "good", "good", directory.resolve("good.jar"));
        Plugins plugins = Plugins.load(List.of(directory));
        assertEquals("good", plugins.processor("good").name());
        assertEquals(1, plugins.refusals().size(), () -> plugins.refusals().toString());
        PluginException refusal = plugins.refusals().getFirst();
        assertEquals(code, refusal.code(), refusal.getMessage());
        assertFalse(refusal.getMessage().contains("\n"), refusal.getMessage());
        for (String fragment : fragments) {
            assertTrue(refusal.getMessage().contains(fragment), refusal.getMessage());
        }
        String unknown = assertThrows(PluginException.class, () -> plugins.newProcessor("other"))
                .getMessage();
        assertTrue(unknown.contains("1 refused, first: " + refusal.getMessage()), unknown);
        return refusal;
    }

    private PluginJars bad(String requires) {
        return new PluginJars(work).module("module bad { requires org.topcoffea.spi; " + requires + PROVIDES);
    }

    private Path jar() {
        return directory.resolve("bad.jar");
    }

    @Test
    void aPlainJarWithServicesFile() throws IOException {
        new PluginJars(work)
                .processor("bad.P", "bad", "")
                .source("META-INF/services/org.topcoffea.spi.EventProcessor", "bad.P\n")
                .jar(jar());
        PluginException e = refusal(PluginError.NO_MODULE_DESCRIPTOR, jar().toString(), "module-info");
        assertEquals(jar(), e.origin().orElseThrow());
    }

    @Test
    void aPlainJarWithoutAnything() throws IOException {
        new PluginJars(work).source("x/X.java", "package x; public class X {}").jar(jar());
        refusal(PluginError.NO_MODULE_DESCRIPTOR, jar().toString());
    }

    @Test
    void aModuleOfTheJdkThatTheImageLacks() throws IOException {
        bad("requires jdk.incubator.vector;").processor("bad.P", "bad", "").jar(jar());
        refusal(PluginError.MISSING_MODULE, "the JDK's module jdk.incubator.vector", "image lacks");
    }

    @Test
    void aLibraryThatIsNowhere() throws IOException {
        Path library = new PluginJars(work)
                .module("module maths { exports maths; }")
                .source("maths/Sum.java", "package maths; public class Sum {}")
                .jar(work.resolve("maths.jar"));
        bad("requires maths;").against(library).processor("bad.P", "bad", "").jar(jar());
        refusal(PluginError.MISSING_MODULE, "requires module maths", "into one directory");
    }

    @Test
    void aModuleOfTopcoffeaThatIsNotPublicApi() throws IOException {
        bad("requires org.topcoffea.plugin;").processor("bad.P", "bad", "").jar(jar());
        refusal(PluginError.NOT_PUBLIC_API, "org.topcoffea.plugin", "org.topcoffea.hist, org.topcoffea.spi");
    }

    @Test
    void anotherVersionOfThePublicApi() throws IOException {
        Path other = new PluginJars(work)
                .module("module org.topcoffea.spi { exports org.topcoffea.spi; }")
                .source(
                        "org/topcoffea/spi/EventProcessor.java",
                        "package org.topcoffea.spi; public interface EventProcessor {}")
                .version("0.9.4")
                .jar(work.resolve("spi.jar"));
        new PluginJars(work)
                .against(other)
                .module("module bad { requires org.topcoffea.spi;" + PROVIDES)
                .source("bad/P.java", "package bad; public class P implements org.topcoffea.spi.EventProcessor {}")
                .jar(jar());
        refusal(PluginError.OTHER_API_VERSION, "org.topcoffea.spi 0.9.4", "this is 0.");
    }

    @Test
    void aCopyOfThePublicApi() throws IOException {
        Path own = directory.resolve("bad");
        Path copy = new PluginJars(work)
                .module("module org.topcoffea.spi { exports org.topcoffea.spi; }")
                .source(
                        "org/topcoffea/spi/EventProcessor.java",
                        "package org.topcoffea.spi; public interface EventProcessor {}")
                .jar(own.resolve("spi.jar"));
        new PluginJars(work)
                .against(copy)
                .module("module bad { requires org.topcoffea.spi;" + PROVIDES)
                .source("bad/P.java", "package bad; public class P implements org.topcoffea.spi.EventProcessor {}")
                .jar(own.resolve("bad.jar"));
        refusal(PluginError.BUNDLED_API, own.toString(), "remove that jar");
    }

    @Test
    void twoProcessorsWithOneName() throws IOException {
        Path one = PluginJars.plain(work, "one", "same", directory.resolve("one.jar"));
        Path two = PluginJars.plain(work, "two", "same", directory.resolve("two.jar"));
        refusal(PluginError.DUPLICATE_PROCESSOR, one.toString(), two.toString(), "'same'");
        PluginException e = assertThrows(
                PluginException.class, () -> Plugins.load(List.of(directory)).newProcessor("same"));
        assertEquals(PluginError.DUPLICATE_PROCESSOR, e.code());
    }

    @Test
    void twoPluginsWithOneModuleName() throws IOException {
        Path one = PluginJars.plain(work, "one", "first", directory.resolve("a.jar"));
        Path two = PluginJars.plain(work, "one", "second", directory.resolve("b.jar"));
        Plugins plugins = Plugins.load(List.of(directory));
        assertEquals(List.of(), plugins.processors());
        assertEquals(2, plugins.refusals().size());
        for (PluginException e : plugins.refusals()) {
            assertEquals(PluginError.DUPLICATE_MODULE, e.code());
            assertTrue(e.getMessage().contains(one.toString()) && e.getMessage().contains(two.toString()));
        }
    }

    @Test
    void twoJarsOfOnePluginWithOneModuleName() throws IOException {
        PluginJars.plain(work, "one", "first", directory.resolve("own/a.jar"));
        PluginJars.plain(work, "one", "second", directory.resolve("own/b.jar"));
        refusal(PluginError.DUPLICATE_MODULE, "holds module one twice");
    }

    @Test
    void aConstructorThatThrows() throws IOException {
        bad("").processor("bad.P", "bad", "if (true) throw new IllegalStateException(\"no\\nluck\");")
                .jar(jar());
        refusal(PluginError.PROVIDER_FAILED, "bad.P", "java.lang.IllegalStateException: no luck");
    }

    @Test
    void aConstructorThatOverflowsTheStack() throws IOException {
        bad("").processor("bad.P", "bad", "new P();").jar(jar());
        refusal(PluginError.PROVIDER_FAILED, "java.lang.StackOverflowError");
    }

    @Test
    void aDescriptionThatThrows() throws IOException {
        bad("").source("bad/P.java", description("throw new Error(\"who am I\");"))
                .jar(jar());
        refusal(PluginError.PROVIDER_FAILED, "who am I");
    }

    @Test
    void noDescriptionAtAll() throws IOException {
        bad("").source("bad/P.java", description("return null;")).jar(jar());
        refusal(PluginError.BAD_DESCRIPTION, "null");
    }

    @Test
    void aNameWithASpace() throws IOException {
        bad("").processor("bad.P", "b d", "").jar(jar());
        refusal(PluginError.BAD_DESCRIPTION, "'b d'");
    }

    @Test
    void aDefaultOfTheWrongType() throws IOException {
        bad("").source(
                        "bad/P.java",
                        description("return new ProcessorInfo(\"bad\", \"1\", \"\","
                                + " java.util.List.of(new Parameter(\"n\", Parameter.Type.INTEGER, \"many\", \"\")));"))
                .jar(jar());
        refusal(PluginError.BAD_DESCRIPTION, "'n' must be a whole number, not 'many'");
    }

    @Test
    void twoParametersWithOneName() throws IOException {
        String parameter = "new Parameter(\"n\", Parameter.Type.INTEGER, \"1\", \"\")";
        bad("").source(
                        "bad/P.java",
                        description("return new ProcessorInfo(\"bad\", \"1\", \"\", java.util.List.of(" + parameter
                                + ", " + parameter + "));"))
                .jar(jar());
        refusal(PluginError.BAD_DESCRIPTION, "two parameters", "'n'");
    }

    @Test
    void somethingThatIsNoJar() throws IOException {
        Files.writeString(jar(), "PK but not really");
        refusal(PluginError.NOT_A_JAR, jar().toString(), "copy or build it again");
    }

    @Test
    void aTruncatedJar() throws IOException {
        Path whole = PluginJars.plain(work, "one", "one", work.resolve("whole.jar"));
        byte[] bytes = Files.readAllBytes(whole);
        Files.write(jar(), java.util.Arrays.copyOf(bytes, bytes.length / 2));
        refusal(PluginError.NOT_A_JAR, jar().toString());
    }

    @Test
    void aModuleThatProvidesNothing() throws IOException {
        new PluginJars(work)
                .module("module bad { requires org.topcoffea.spi; }")
                .processor("bad.P", "bad", "")
                .jar(jar());
        refusal(PluginError.NO_PROCESSOR, "'provides org.topcoffea.spi.EventProcessor with …'");
    }

    @Test
    void anEmptyDirectory() throws IOException {
        Files.createDirectory(directory.resolve("nothing"));
        refusal(PluginError.NO_PROCESSOR, "nothing", "holds no jar");
    }

    @Test
    void twoModulesWithOnePackage() throws IOException {
        Path own = directory.resolve("bad");
        Path[] libraries = new Path[2];
        for (int i = 0; i < 2; i++) {
            libraries[i] = new PluginJars(work)
                    .module("module l" + i + " { exports same; }")
                    .source("same/C" + i + ".java", "package same; public class C" + i + " {}")
                    .jar(own.resolve("l" + i + ".jar"));
        }
        Files.move(libraries[1], work.resolve("later.jar"));
        Path stand = new PluginJars(work)
                .module("module l1 { exports distinct; }")
                .source("distinct/D.java", "package distinct; public class D {}")
                .jar(work.resolve("stand-in.jar"));
        bad("requires l0; requires l1;")
                .against(libraries[0], stand)
                .processor("bad.P", "bad", "")
                .jar(own.resolve("bad.jar"));
        Files.move(work.resolve("later.jar"), libraries[1]);
        refusal(PluginError.UNRESOLVABLE, own.toString(), "same");
    }

    @Test
    void aDirectoryThatDoesNotExist() {
        Path missing = directory.resolve("typo");
        Plugins plugins = Plugins.load(List.of(missing));
        PluginException e = plugins.refusals().getFirst();
        assertEquals(PluginError.UNREADABLE_DIRECTORY, e.code());
        assertEquals("plugin directory " + missing + " does not exist: create it or name another", e.getMessage());
    }

    @Test
    void aFileInPlaceOfADirectory() throws IOException {
        Path file = Files.writeString(directory.resolve("notes.txt"), "x");
        PluginException e = Plugins.load(List.of(file)).refusals().getFirst();
        assertEquals(PluginError.UNREADABLE_DIRECTORY, e.code());
        assertTrue(e.getMessage().contains("neither a directory nor a jar"), e.getMessage());
    }

    private static String description(String body) {
        return """
            package bad;
            import org.topcoffea.spi.*;
            public class P implements EventProcessor {
                public ProcessorInfo describe() { %s }
                public void start(Run run, Outputs outputs) {}
                public void process(Events events, Output output) {}
            }
            """.formatted(body);
    }
}
