package org.topcoffea.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.codec.internal.BlockCodec;
import org.topcoffea.codec.internal.foreign.LibrarySearch;
import org.topcoffea.codec.internal.foreign.NativeCodecs;
import org.topcoffea.codec.internal.foreign.NativeLibrary;
import org.topcoffea.codec.internal.pure.JdkZlib;
import org.topcoffea.codec.internal.pure.PureLz4;
import org.topcoffea.codec.internal.pure.PureXz;
import org.topcoffea.codec.internal.pure.PureZstd;

class CodecsTest {
    private static Map<Compression, BlockCodec> fallbacks() {
        return new EnumMap<>(Map.of(
                Compression.ZLIB, new JdkZlib(Compression.ZLIB),
                Compression.OLD, new JdkZlib(Compression.OLD),
                Compression.LZMA, new PureXz(),
                Compression.LZ4, new PureLz4(),
                Compression.ZSTD, new PureZstd()));
    }

    private static Map<Compression, Implementation> choose(
            Map<String, String> properties, Map<String, String> variables) {
        Map<Compression, Implementation> chosen = new EnumMap<>(Compression.class);
        NativeCodecs.choose(new LibrarySearch(properties::get, variables::get), fallbacks())
                .forEach((algorithm, codec) -> chosen.put(algorithm, codec.description()));
        return chosen;
    }

    @Test
    void everyAlgorithmIsServedOnce() {
        for (Codecs codecs : List.of(Codecs.system(), Codecs.pureJava())) {
            List<Implementation> implementations = codecs.implementations();
            assertEquals(5, implementations.size());
            assertEquals(
                    5,
                    implementations.stream()
                            .map(Implementation::algorithm)
                            .distinct()
                            .count());
        }
        assertTrue(Codecs.pureJava().implementations().stream().noneMatch(Implementation::foreign));
    }

    @Test
    void aPropertyOrVariableSwitchesNativeLibrariesOff() {
        for (String off : List.of("false", "off", "No", " 0 ")) {
            Implementation byProperty =
                    choose(Map.of(LibrarySearch.SWITCH, off), Map.of()).get(Compression.LZMA);
            assertFalse(byProperty.foreign());
            assertTrue(byProperty.advice().contains(LibrarySearch.SWITCH), byProperty.advice());
            Implementation byVariable =
                    choose(Map.of(), Map.of(LibrarySearch.SWITCH_VARIABLE, off)).get(Compression.ZSTD);
            assertFalse(byVariable.foreign());
            assertTrue(byVariable.advice().contains(LibrarySearch.SWITCH_VARIABLE), byVariable.advice());
        }
    }

    @Test
    void librariesThatCannotBeOpenedAreToldAndPassedOver() {
        Map<String, String> properties = Map.of(NativeLibrary.LZMA.property(), "/nowhere/liblzma.so");
        String advice = choose(properties, Map.of("CONDA_PREFIX", "/nowhere"))
                .get(Compression.LZMA)
                .advice();
        assertTrue(advice.startsWith("cannot open /nowhere/liblzma.so: no such file"), advice);
    }

    @Test
    void imageAndCondaComeBeforeTheSystem(@TempDir Path directory) throws IOException {
        Implementation deflate = choose(Map.of(), Map.of()).get(Compression.ZLIB);
        assumeTrue(deflate.foreign(), "libdeflate is not installed");
        Path image = Files.createDirectories(directory.resolve("image/lib"));
        Path conda = Files.createDirectories(directory.resolve("conda/lib"));
        Path inImage = image.resolve(NativeLibrary.DEFLATE.fileName());
        Path inConda = conda.resolve(NativeLibrary.DEFLATE.fileName());
        Files.copy(Path.of(deflate.location()), inConda);
        Map<String, String> properties = Map.of("java.home", image.getParent().toString());
        Map<String, String> variables = Map.of("CONDA_PREFIX", conda.getParent().toString());
        assertEquals(
                inConda.toString(),
                choose(properties, variables).get(Compression.ZLIB).location());
        Files.copy(Path.of(deflate.location()), inImage);
        assertEquals(
                inImage.toString(),
                choose(properties, variables).get(Compression.OLD).location());
    }

    @Test
    void aLibraryWithoutTheFunctionsIsPassedOver() {
        Implementation deflate = choose(Map.of(), Map.of()).get(Compression.ZLIB);
        assumeTrue(deflate.foreign(), "libdeflate is not installed");
        Map<String, String> wrong = Map.of(NativeLibrary.LZ4.property(), deflate.location());
        Implementation chosen = choose(wrong, Map.of()).get(Compression.LZ4);
        assertFalse(chosen.foreign());
        assertTrue(chosen.advice().contains("has no function LZ4_decompress_safe"), chosen.advice());
    }

    @Test
    void zstdCanBeTheSystems() throws CodecException {
        String name = NativeLibrary.ZSTD.fileName();
        Path file = Path.of("/usr/lib/x86_64-linux-gnu", name);
        assumeTrue(Files.exists(file), "libzstd is not installed");
        Map<Compression, BlockCodec> codecs = NativeCodecs.choose(
                new LibrarySearch(Map.of(NativeLibrary.ZSTD.property(), file.toString())::get, key -> null),
                fallbacks());
        BlockCodec codec = codecs.get(Compression.ZSTD);
        assertEquals("libzstd", codec.description().decoder());
        assertFalse(codec.description().version().isEmpty());
        byte[] plain = Payloads.FLOATS.make(new java.util.Random(1), 900_000);
        byte[] packed = new byte[plain.length];
        try (var encoder = codec.encoder(3);
                var decoder = codec.decoder()) {
            for (int length : new int[] {100, 12_000, 900_000}) {
                int size = encoder.encode(plain, 0, length, packed, 0, packed.length);
                byte[] back = new byte[length];
                decoder.decode(java.lang.foreign.MemorySegment.ofArray(packed), 0, size, back, 0, length);
                assertEquals(0, java.util.Arrays.compare(plain, 0, length, back, 0, length));
            }
        }
    }

    @Test
    void whatIsWrittenDoesNotDependOnTheSystem() {
        Implementation zstd = choose(Map.of(), Map.of()).get(Compression.ZSTD);
        assumeTrue(zstd.foreign(), "native access is not enabled");
        assertEquals("zstd-jni", zstd.encoder());
        assertTrue(List.of("zstd-jni", "libzstd").contains(zstd.decoder()), zstd.toString());
    }

    @Test
    void nativeLibrariesAreUsedWhereTheyAre() {
        for (Implementation implementation : Codecs.system().implementations()) {
            assertTrue(
                    implementation.foreign() || !implementation.advice().isEmpty(),
                    "nothing said about " + implementation);
        }
    }
}
