import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.tools.jlink.internal.PluginRepository;
import jdk.tools.jlink.plugin.Plugin;
import jdk.tools.jlink.plugin.ResourcePool;
import jdk.tools.jlink.plugin.ResourcePoolBuilder;
import jdk.tools.jlink.plugin.ResourcePoolEntry;

/**
 * Makes the image: {@code Image JLINK_DIRECTORY VERSION TIMESTAMP}. It reads {@code target/jars.path} (what the image is made of),
 * gives automatic modules the descriptors of {@code src/descriptors}, links, lays launchers and plugins in, trains the
 * start-up cache with a small real run and packs the archive. Nothing is done when the inputs are those of the last time.
 */
final class Image {
    private static final String PLUGIN_PREFIX = "org.topcoffea.plugins.";

    /** What plugins are tested with; needed by their builds only. */
    private static final String TEST_KIT = "topcoffea-spi-test";

    /** What plugins are compiled and tested against; their jars lie in {@code lib/api}, laid out as a Maven repository. */
    private static final List<String> API = List.of("topcoffea-spi", "topcoffea-hist", "topcoffea-batch", TEST_KIT);

    /** JDK modules that plugins may rely on, beside what our own modules require. */
    private static final List<String> JDK_MODULES =
            List.of("java.desktop", "java.logging", "java.xml", "jdk.jfr", "jdk.management", "jdk.zipfs");

    /** What Maven and jar signers left in libraries; services and other releases lie in directories of their own. */
    private static final String PACKAGING = "regex:.*/META-INF/(maven/.*|[^/]*)";

    /** Messages of the JDK in other languages than English. */
    private static final String TRANSLATIONS =
            "regex:.*_(de|es|fr|it|ja|ko|pt_BR|sv|zh_CN|zh_TW|zh_HK)\\.(class|properties)";

    private static final List<String> FILES_LEFT_OUT = List.of(
            "**/libawt_xawt.so",
            "**/libsplashscreen.so",
            "**/libjsound.so",
            "**/libjavajpeg.so",
            "**/libmlib_image.so",
            "**/libj2gss.so",
            "**/libprefs.so",
            "**/psfont*",
            "**/jexec",
            "**/jrt-fs.jar",
            "**/bin/jfr",
            "**/bin/keytool",
            "**/classlist");

    /** Further names of the launcher, which runs the command that such a program of cctools does. */
    private static final List<String> NAMES = List.of(
            "work_queue_worker",
            "work_queue_status",
            "work_queue_factory",
            "work_queue_graph_log",
            "condor_submit_workers",
            "slurm_submit_workers");

    private final Path source;
    private final Path target;
    private final Path image;
    private final String version;
    private final String timestamp;

    private Image(Path source, String version, String timestamp) {
        this.source = source.toAbsolutePath().normalize();
        this.target = this.source.resolve("target");
        this.image = target.resolve("image");
        this.version = version;
        this.timestamp = timestamp;
    }

    public static void main(String[] args) throws Exception {
        new Image(Path.of(args[0]), args[1], args[2]).make();
    }

    private void make() throws IOException, InterruptedException {
        List<Path> jars = jars();
        String inputs = fingerprint(jars);
        Path done = target.resolve("image.inputs");
        Path archive = target.resolve("topcoffea-" + version + "-linux-x64.tar.gz");
        if (Files.exists(done)
                && Files.exists(archive)
                && Files.readString(done).equals(inputs)) {
            return;
        }
        Files.deleteIfExists(done);
        Path modules = fresh("modules");
        Path plugins = fresh("plugins");
        for (Path jar : jars) {
            boolean plugin = descriptor(jar).name().startsWith(PLUGIN_PREFIX);
            if (artifact(jar).equals(TEST_KIT)) {
                continue;
            }
            Files.copy(jar, (plugin ? plugins : modules).resolve(jar.getFileName()));
        }
        describeAutomaticModules(modules);
        delete(image);
        link(modules);
        dropSymbols();
        copyTree(source.resolve("src/bin"), image.resolve("bin"));
        for (String name : NAMES) {
            Files.createSymbolicLink(image.resolve("bin").resolve(name), Path.of("topcoffea"));
        }
        copyTree(plugins, image.resolve("plugins"));
        layOutApi(jars);
        train();
        run(launcher("env", "seal"));
        pack(archive);
        Files.writeString(done, inputs);
    }

    /** The jars Maven resolved, without those that only annotate. */
    private List<Path> jars() throws IOException {
        String path = Files.readString(target.resolve("jars.path")).strip();
        return Stream.of(path.split(java.io.File.pathSeparator))
                .map(Path::of)
                .filter(jar -> !descriptor(jar).name().equals("org.jspecify"))
                .sorted(Comparator.comparing(Path::getFileName))
                .toList();
    }

    /** The name of a jar without its version. */
    private String artifact(Path jar) {
        return jar.getFileName().toString().replace("-" + version + ".jar", "");
    }

    /** Authors of plugins build against {@code lib/api} with plain Maven; its pom files are those of {@code src/api}. */
    private void layOutApi(List<Path> jars) throws IOException {
        Path group = image.resolve("lib/api/org/topcoffea");
        for (Path jar : jars) {
            String artifact = artifact(jar);
            if (API.contains(artifact)) {
                Path directory = Files.createDirectories(group.resolve(artifact).resolve(version));
                Files.copy(jar, directory.resolve(artifact + "-" + version + ".jar"));
                String pom = Files.readString(source.resolve("src/api").resolve(artifact + ".pom"));
                Files.writeString(
                        directory.resolve(artifact + "-" + version + ".pom"), pom.replace("@VERSION@", version));
            }
        }
    }

    private static ModuleDescriptor descriptor(Path jar) {
        return ModuleFinder.of(jar).findAll().iterator().next().descriptor();
    }

    // ---- automatic modules ----------------------------------------------------------------------------------------

    private void describeAutomaticModules(Path modules) throws IOException {
        for (Path jar : list(modules)) {
            ModuleDescriptor automatic = descriptor(jar);
            if (!automatic.isAutomatic()) {
                continue;
            }
            Path descriptor =
                    source.resolve("src/descriptors").resolve(automatic.name()).resolve("module-info.java");
            if (!Files.exists(descriptor)) {
                throw new IllegalStateException(jar.getFileName() + " is the automatic module " + automatic.name()
                        + ": jlink refuses those; write " + descriptor);
            }
            Path classes = fresh("descriptors/" + automatic.name());
            tool(
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
        return list(modules).stream()
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

    // ---- linking --------------------------------------------------------------------------------------------------

    private void link(Path modules) throws IOException {
        Set<String> roots = ModuleFinder.of(modules).findAll().stream()
                .map(ModuleReference::descriptor)
                .map(ModuleDescriptor::name)
                .collect(Collectors.toCollection(TreeSet::new));
        roots.addAll(JDK_MODULES);
        PluginRepository.registerPlugin(new SlimClasses(needless()));
        tool(
                "jlink",
                "--slim-classes",
                "--module-path",
                modules.toString(),
                "--add-modules",
                String.join(",", roots),
                "--output",
                image.toString(),
                "--compress",
                "zip-9",
                "--no-header-files",
                "--no-man-pages",
                "--exclude-resources",
                "**/doc-files/**," + PACKAGING + "," + TRANSLATIONS,
                "--exclude-files",
                String.join(",", FILES_LEFT_OUT));
    }

    private List<String> needless() throws IOException {
        return Files.readAllLines(source.resolve("src/needless.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    /** Drops the symbols that only a native debugger reads, 5 MB of libjvm.so alone, where binutils are installed. */
    private void dropSymbols() throws IOException, InterruptedException {
        boolean strip = Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "strip")));
        if (!strip) {
            return;
        }
        List<String> command = new ArrayList<>(List.of("strip", "--strip-unneeded"));
        try (Stream<Path> files = Files.walk(image.resolve("lib"))) {
            files.filter(file -> file.toString().endsWith(".so"))
                    .sorted()
                    .map(Path::toString)
                    .forEach(command::add);
        }
        run(new ProcessBuilder(command).redirectErrorStream(true));
    }

    /**
     * Leaves out what only a debugger reads (names and ranges of local variables, a tenth of every class) and keeps the line
     * numbers of stack traces; jlink's own option drops both. Classes older than Java 6 (picocli's) get stack maps: the
     * start-up cache takes no others.
     */
    private static final class SlimClasses implements Plugin {
        private static final int JAVA_6 = 50;
        private static final int JAVA_8 = 52;

        /** Writes every method again, instruction by instruction; a mere copy would take the old attributes along. */
        private static final ClassTransform REWRITE = ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL);

        private final List<String> left;
        private final List<String> kept;

        /** @param lines prefixes of what is left out, and after a + what is kept all the same */
        SlimClasses(List<String> lines) {
            this.left = lines.stream().filter(line -> !line.startsWith("+")).toList();
            this.kept = lines.stream()
                    .filter(line -> line.startsWith("+"))
                    .map(line -> line.substring(1))
                    .toList();
        }

        private boolean isNeedless(String path) {
            return left.stream().anyMatch(path::startsWith)
                    && kept.stream().noneMatch(keep -> path.startsWith(keep) || path.endsWith(keep));
        }

        @Override
        public String getName() {
            return "slim-classes";
        }

        @Override
        public ResourcePool transform(ResourcePool in, ResourcePoolBuilder out) {
            Map<String, ResourcePoolEntry> classes = new HashMap<>();
            in.entries().filter(SlimClasses::isClass).forEach(entry -> classes.put(className(entry), entry));
            ClassHierarchyResolver hierarchy = ClassHierarchyResolver.ofResourceParsing(type -> {
                String descriptor = type.descriptorString();
                ResourcePoolEntry entry = classes.get(descriptor.substring(1, descriptor.length() - 1));
                return entry == null ? null : entry.content();
            });
            ClassFile files = ClassFile.of(
                    ClassFile.DebugElementsOption.DROP_DEBUG,
                    ClassFile.ClassHierarchyResolverOption.of(hierarchy.cached()));
            Set<ResourcePoolEntry> needless = needless(in);
            in.transformAndCopy(
                    entry -> needless.contains(entry) ? null : isClass(entry) ? slim(files, entry) : entry, out);
            return out.build();
        }

        /** Everything that is left out, but for the smallest class of a package of which nothing else would be left. */
        private Set<ResourcePoolEntry> needless(ResourcePool in) {
            Map<String, List<ResourcePoolEntry>> packages = in.entries()
                    .sorted(Comparator.comparingInt((ResourcePoolEntry entry) -> isClass(entry) ? 0 : 1)
                            .thenComparingLong(ResourcePoolEntry::contentLength)
                            .thenComparing(ResourcePoolEntry::path))
                    .collect(Collectors.groupingBy(
                            entry -> entry.path().substring(0, entry.path().lastIndexOf('/'))));
            return packages.values().stream()
                    .flatMap(entries -> {
                        boolean empty = entries.stream().allMatch(entry -> isNeedless(entry.path()));
                        return entries.stream().skip(empty ? 1 : 0).filter(entry -> isNeedless(entry.path()));
                    })
                    .collect(Collectors.toSet());
        }

        private static boolean isClass(ResourcePoolEntry entry) {
            return entry.path().endsWith(".class") && !entry.path().endsWith("module-info.class");
        }

        /** {@code java/lang/String} from {@code /java.base/java/lang/String.class}. */
        private static String className(ResourcePoolEntry entry) {
            String path = entry.path();
            return path.substring(path.indexOf('/', 1) + 1, path.length() - ".class".length());
        }

        private static ResourcePoolEntry slim(ClassFile files, ResourcePoolEntry entry) {
            ClassModel model = files.parse(entry.contentBytes());
            ClassTransform transform = model.majorVersion() >= JAVA_6
                    ? REWRITE
                    : REWRITE.andThen(ClassTransform.endHandler(builder -> builder.withVersion(JAVA_8, 0)));
            return entry.copyWithContent(files.transformClass(model, transform));
        }
    }

    // ---- start-up cache -------------------------------------------------------------------------------------------

    /**
     * Runs the launcher as users do, with the recording of a start-up cache asked for. {@code doctor} goes through what every
     * command begins with: arguments, plugins, codecs; and through the network, which managers and workers begin with. A whole
     * analysis would make the cache twice as large, and the image larger than it may be. Profiles of methods are left out: what
     * they save in interpreting, the second compiler takes, as it begins earlier.
     */
    private void train() throws IOException, InterruptedException {
        Path cache = image.resolve("lib/topcoffea.aot");
        ProcessBuilder training = launcher("doctor");
        training.environment()
                .put(
                        "TOPCOFFEA_JAVA_OPTIONS",
                        "-XX:AOTMode=auto -XX:AOTCacheOutput=" + cache
                                + " -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining -XX:-AOTAdapterCaching"
                                + " -XX:-AOTStubCaching");
        training.environment().remove("TOPCOFFEA_PLUGINS");
        Files.writeString(target.resolve("training.log"), run(training));
        if (!Files.exists(cache)) {
            throw new IllegalStateException("the training run wrote no " + cache);
        }
    }

    private ProcessBuilder launcher(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(image.resolve("bin/topcoffea").toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    // ---- archive --------------------------------------------------------------------------------------------------

    private void pack(Path archive) throws IOException, InterruptedException {
        run(new ProcessBuilder(
                        "tar",
                        "--create",
                        "--gzip",
                        "--file",
                        archive.toString(),
                        "--directory",
                        target.toString(),
                        "--sort=name",
                        "--owner=0",
                        "--group=0",
                        "--numeric-owner",
                        "--mtime=" + timestamp,
                        "--transform=s,^image,topcoffea-" + version + ",",
                        "image")
                .redirectErrorStream(true));
    }

    // ---- inputs ---------------------------------------------------------------------------------------------------

    /** Changes when any byte that goes into the image changes: jars, sources of this directory, the JDK. */
    private String fingerprint(List<Path> jars) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        List<Path> inputs = new ArrayList<>(jars);
        try (Stream<Path> walk = Files.walk(source.resolve("src"))) {
            walk.filter(Files::isRegularFile).sorted().forEach(inputs::add);
        }
        inputs.add(Path.of(System.getProperty("java.home"), "release"));
        try (OutputStream sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            for (Path input : inputs) {
                sink.write(input.getFileName().toString().getBytes(StandardCharsets.UTF_8));
                Files.copy(input, sink);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    // ---- small tools ----------------------------------------------------------------------------------------------

    private static void tool(String name, String... arguments) {
        int code = ToolProvider.findFirst(name)
                .orElseThrow(() -> new IllegalStateException("this JDK has no " + name))
                .run(System.out, System.err, arguments);
        if (code != 0) {
            throw new IllegalStateException(name + " failed: " + String.join(" ", arguments));
        }
    }

    private static String run(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", builder.command()) + " failed:\n" + output);
        }
        return output;
    }

    private Path fresh(String name) throws IOException {
        Path directory = target.resolve(name);
        delete(directory);
        return Files.createDirectories(directory);
    }

    private static List<Path> list(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copyTree(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (Path file : list(from)) {
            Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(directory)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                path.toFile().setWritable(true);
                Files.delete(path);
            }
        }
    }
}
