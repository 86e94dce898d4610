package org.topcoffea.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.module.ModuleDescriptor.Requires;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.spi.AccumulatorType;
import org.topcoffea.spi.EventProcessor;

class PluginsTest {
    @TempDir
    Path work;

    @TempDir
    Path directory;

    @Test
    void aJarBecomesALayerWithItsProcessor() throws Exception {
        Path jar = PluginJars.plain(work, "alpha", "counting", directory.resolve("alpha.jar"));
        Plugins plugins = Plugins.load(List.of(directory));
        assertEquals(List.of(), plugins.refusals());
        assertEquals(1, plugins.processors().size());
        AvailableProcessor found = plugins.processor("counting");
        assertEquals("0.7", found.info().version());
        assertEquals("min-pt", found.info().parameters().getFirst().name());
        assertEquals("alpha", found.module());
        assertEquals("1.2.3", found.moduleVersion());
        assertEquals(jar, found.origin());
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
        assertEquals(List.of(new PluginJar(jar, "alpha", "1.2.3", digest)), found.jars());
    }

    @Test
    void everyRequestMakesAnotherInstanceOfOneClass() throws IOException {
        PluginJars.plain(work, "alpha", "counting", directory.resolve("alpha.jar"));
        Plugins plugins = Plugins.load(List.of(directory));
        EventProcessor first = plugins.newProcessor("counting");
        EventProcessor second = plugins.newProcessor("counting");
        assertNotSame(first, second);
        assertSame(first.getClass(), second.getClass());
        assertNotSame(
                Plugins.class.getModule().getLayer(),
                first.getClass().getModule().getLayer());
    }

    @Test
    void aDirectoryOfJarsIsOnePluginAndMayCarryLibrariesOfAnyKind() throws IOException {
        Path own = directory.resolve("beta");
        Path named = new PluginJars(work)
                .module("module maths { exports maths; }")
                .source("maths/Sum.java", "package maths; public class Sum { public static int two() { return 2; } }")
                .jar(own.resolve("maths.jar"));
        Path automatic = new PluginJars(work)
                .source("old/One.java", "package old; public class One { public static int one() { return 1; } }")
                .jar(own.resolve("old-library.jar"));
        new PluginJars(work)
                .against(named, automatic)
                .module("module beta { requires org.topcoffea.spi; requires maths; requires old.library;"
                        + " provides org.topcoffea.spi.EventProcessor with beta.P; }")
                .processor("beta.P", "adding", "if (maths.Sum.two() + old.One.one() != 3) throw new Error();")
                .jar(own.resolve("beta.jar"));
        Plugins plugins = Plugins.load(List.of(directory));
        assertEquals(List.of(), plugins.refusals());
        AvailableProcessor found = plugins.processor("adding");
        assertEquals(own, found.origin());
        assertEquals(
                List.of("beta", "maths", "old.library"),
                found.jars().stream().map(PluginJar::module).toList());
    }

    @Test
    void twoPluginsMayCarryDifferentVersionsOfALibrary() throws IOException {
        for (int i = 1; i <= 2; i++) {
            Path own = directory.resolve("p" + i);
            Path library = new PluginJars(work)
                    .module("module maths { exports maths; }")
                    .version(i + ".0")
                    .source(
                            "maths/Version.java",
                            "package maths; public class Version { public static int v() { return " + i + "; } }")
                    .jar(own.resolve("maths.jar"));
            new PluginJars(work)
                    .against(library)
                    .module("module p" + i + " { requires org.topcoffea.spi; requires maths;"
                            + " provides org.topcoffea.spi.EventProcessor with p" + i + ".P; }")
                    .processor("p" + i + ".P", "p" + i, "if (maths.Version.v() != " + i + ") throw new Error();")
                    .jar(own.resolve("p.jar"));
        }
        Plugins plugins = Plugins.load(List.of(directory));
        assertEquals(List.of(), plugins.refusals());
        assertEquals(2, plugins.processors().size());
    }

    @Test
    void aCopyInAnotherDirectoryIsNoConflict() throws IOException {
        Path jar = PluginJars.plain(
                work, "alpha", "counting", directory.resolve("one/../alpha.jar").normalize());
        Path second = Files.createDirectory(work.resolve("second"));
        Files.copy(jar, second.resolve("renamed.jar"));
        Plugins plugins = Plugins.load(List.of(directory, second));
        assertEquals(List.of(), plugins.refusals());
        assertEquals(jar, plugins.processor("counting").origin());
    }

    @Test
    void aJarMayBeGivenInPlaceOfADirectory() throws IOException {
        Path jar = PluginJars.plain(work, "alpha", "counting", directory.resolve("alpha.jar"));
        assertEquals(1, Plugins.load(List.of(jar)).processors().size());
    }

    @Test
    void accumulatorTypesOfPluginsAreFoundByName() throws IOException {
        new PluginJars(work)
                .module("module rows { requires org.topcoffea.spi;"
                        + " provides org.topcoffea.spi.EventProcessor with rows.P;"
                        + " provides org.topcoffea.spi.AccumulatorType with rows.T; }")
                .processor("rows.P", "rows", "")
                .source("rows/T.java", """
                    package rows;
                    import org.topcoffea.spi.*;
                    public class T implements AccumulatorType<T.A> {
                        public static class A implements Accumulator<A> {
                            public A empty() { return new A(); }
                            public boolean isEmpty() { return true; }
                            public void merge(A other) {}
                            public AccumulatorType<A> type() { return new T(); }
                            public void encode(java.io.DataOutput out) {}
                        }
                        public String name() { return "row-list"; }
                        public int version() { return 3; }
                        public Class<A> accumulatorClass() { return A.class; }
                        public A decode(java.io.DataInput in, int version) { return new A(); }
                    }
                    """)
                .jar(directory.resolve("rows.jar"));
        AccumulatorTypes types = Plugins.load(List.of(directory)).accumulatorTypes();
        AccumulatorType<?> type = types.get("row-list");
        assertEquals(3, type.version());
        assertTrue(types.all().contains(type));
        PluginException unknown = assertThrows(PluginException.class, () -> types.get("row-lists"));
        assertEquals(PluginError.UNKNOWN_ACCUMULATOR_TYPE, unknown.code());
        assertTrue(unknown.getMessage().contains("row-list,")
                || unknown.getMessage().contains("row-list]"));
    }

    @Test
    void anUnknownNameIsAnsweredWithTheKnownOnesAndTheSearchedDirectories() throws IOException {
        PluginJars.plain(work, "alpha", "counting", directory.resolve("alpha.jar"));
        Plugins plugins = Plugins.load(List.of(directory));
        PluginException e = assertThrows(PluginException.class, () -> plugins.newProcessor("couting"));
        assertEquals(PluginError.UNKNOWN_PROCESSOR, e.code());
        assertEquals(
                "no processor 'couting': did you mean 'counting'? (there are counting; searched " + directory + ")",
                e.getMessage());
    }

    @Test
    void theBuildRecordsTheVersionsOfThePublicApi() {
        var descriptor = Plugins.class.getModule().getDescriptor();
        for (Requires requires : descriptor.requires()) {
            if (PluginModules.API.contains(requires.name())) {
                String present = ModuleLayer.boot()
                        .findModule(requires.name())
                        .orElseThrow()
                        .getDescriptor()
                        .rawVersion()
                        .orElse("none");
                assertEquals(present, requires.rawCompiledVersion().orElse("not recorded"));
            }
        }
    }
}
