package org.topcoffea.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import org.topcoffea.spi.EventProcessor;

/** Lays out the public API as the image does, from the classes that this test runs with. */
final class ApiJars {
    private ApiJars() {}

    static void layOut(Path poms, Path repository) throws IOException {
        String version =
                EventProcessor.class.getModule().getDescriptor().rawVersion().orElseThrow();
        for (String name : List.of("spi", "hist", "spi-test")) {
            String artifact = "topcoffea-" + name;
            Path directory = Files.createDirectories(
                    repository.resolve("org/topcoffea").resolve(artifact).resolve(version));
            String pom = Files.readString(poms.resolve(artifact + ".pom")).replace("@VERSION@", version);
            Files.writeString(directory.resolve(artifact + "-" + version + ".pom"), pom);
            Path jar = directory.resolve(artifact + "-" + version + ".jar");
            Path classes = classes(name);
            if (Files.isDirectory(classes)) {
                ToolProvider.findFirst("jar")
                        .orElseThrow()
                        .run(
                                System.out,
                                System.err,
                                "--create",
                                "--file",
                                jar.toString(),
                                "-C",
                                classes.toString(),
                                ".");
            } else {
                Files.copy(classes, jar);
            }
        }
    }

    private static Path classes(String name) {
        String paths = System.getProperty("jdk.module.path", "") + ":" + System.getProperty("java.class.path", "");
        for (String path : paths.split(":", -1)) {
            if (path.contains("/modules/" + name + "/") || path.contains("/topcoffea-" + name + "-0")) {
                return Path.of(path);
            }
        }
        throw new AssertionError("no classes of " + name + " in " + paths);
    }
}
