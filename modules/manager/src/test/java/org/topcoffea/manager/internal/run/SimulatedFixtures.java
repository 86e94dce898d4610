package org.topcoffea.manager.internal.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.topcoffea.environment.Archive;
import org.topcoffea.environment.EnvironmentCache;
import org.topcoffea.environment.PluginArchive;
import org.topcoffea.plan.ChunkRule;
import org.topcoffea.plan.Dataset;
import org.topcoffea.runner.RunPlan;
import org.topcoffea.spi.Parameters;
import org.topcoffea.spi.Run;
import org.topcoffea.spi.Sample;

/** What all simulated runs have in common: stand-ins for the image and the plugin, which nobody starts. */
final class SimulatedFixtures {
    final Path image;
    final Archive plugin;
    final EnvironmentCache cache;

    SimulatedFixtures(Path directory) throws IOException {
        image = directory.resolve("image");
        Files.createDirectories(image.resolve("bin"));
        Files.createDirectories(image.resolve("lib"));
        Files.writeString(image.resolve("bin/topcoffea"), "#!/bin/sh\n");
        if (!image.resolve("bin/topcoffea").toFile().setExecutable(true)) {
            throw new IOException(image + " cannot be made executable");
        }
        Files.writeString(image.resolve("lib/modules"), "nothing");
        cache = EnvironmentCache.in(directory.resolve("cache"), 1 << 30);
        Path jar = directory.resolve("jets.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry("empty"));
        }
        plugin = PluginArchive.of("jets", List.of(jar), cache);
    }

    RunPlan plan(int files, long chunk) {
        List<Dataset> datasets = new ArrayList<>();
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < files; i++) {
            String name = "sample" + i % 2;
            Sample sample = new Sample(name, name, "2017", false, 1, 1, Map.of(), List.of(), 1, "", Map.of());
            List<String> paths = new ArrayList<>();
            for (int j = i; j < files; j += 2) {
                paths.add("/events-" + j + ".root");
            }
            if (i < 2) {
                samples.add(sample);
                datasets.add(new Dataset(sample, paths, "Events", name + ".json"));
            }
        }
        Run run = new Run(samples, List.of(), new Parameters(List.of(), Map.of()));
        return new RunPlan(
                datasets, run, "jets", "Events", new ChunkRule(chunk, false), OptionalLong.empty(), true, true);
    }

    /** Removes a directory and all that is in it. */
    static void remove(Path directory) {
        try (var files = Files.walk(directory)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
