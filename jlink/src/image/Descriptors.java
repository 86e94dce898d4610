import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;

/** What modules say of themselves. jlink takes no automatic modules: they get the descriptors that we have written for them. */
final class Descriptors {
    private Descriptors() {}

    /** The descriptor of a jar, which may be made up. */
    static ModuleDescriptor of(Path jar) {
        return ModuleFinder.of(jar).findAll().iterator().next().descriptor();
    }

    /**
     * Gives automatic modules their descriptors.
     *
     * @param modules a directory of jars, some of which are changed
     * @param descriptors a directory for each such module, with its source
     * @param scratch where these are compiled
     */
    static void add(Path modules, Path descriptors, Path scratch) throws IOException {
        for (Path jar : Trees.list(modules)) {
            ModuleDescriptor automatic = of(jar);
            if (!automatic.isAutomatic()) {
                continue;
            }
            Path descriptor = descriptors.resolve(automatic.name()).resolve("module-info.java");
            if (!Files.exists(descriptor)) {
                throw new IllegalStateException(jar.getFileName() + " is the automatic module " + automatic.name()
                        + ": jlink refuses those; write " + descriptor);
            }
            Path classes = Trees.fresh(scratch.resolve(automatic.name()));
            Programs.tool(
                    "javac",
                    "--module-path",
                    others(modules, jar),
                    "--patch-module",
                    automatic.name() + "=" + jar,
                    "-Xlint:-module",
                    "-d",
                    classes.toString(),
                    descriptor.toString());
            rewrite(jar, classes.resolve("module-info.class"));
        }
    }

    private static String others(Path modules, Path jar) {
        return Trees.list(modules).stream()
                .filter(other -> !other.equals(jar))
                .map(Path::toString)
                .collect(Collectors.joining(java.io.File.pathSeparator));
    }

    /** Adds the descriptor and drops the signature, which no longer holds. */
    private static void rewrite(Path jar, Path descriptor) throws IOException {
        Path patched = jar.resolveSibling(jar.getFileName() + ".patched");
        try (JarFile in = new JarFile(jar.toFile());
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(patched))) {
            for (JarEntry entry : (Iterable<JarEntry>) in.stream()::iterator) {
                if (entry.isDirectory() || isSignature(entry.getName())) {
                    continue;
                }
                out.putNextEntry(new JarEntry(entry.getName()));
                try (InputStream bytes = in.getInputStream(entry)) {
                    bytes.transferTo(out);
                }
            }
            out.putNextEntry(new JarEntry("module-info.class"));
            Files.copy(descriptor, out);
        }
        Files.move(patched, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean isSignature(String name) {
        return name.startsWith("META-INF/") && (name.endsWith(".SF") || name.endsWith(".RSA") || name.endsWith(".EC"));
    }
}
