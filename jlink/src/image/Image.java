import java.io.IOException;
import java.io.OutputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.tools.jlink.internal.PluginRepository;

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

    /** What doctor ends with where the loopback interface is down, as it may be where things are built. */
    private static final int NO_NETWORK = 1;

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
        Path modules = Trees.fresh(target.resolve("modules"));
        Path plugins = Trees.fresh(target.resolve("plugins"));
        for (Path jar : jars) {
            boolean plugin = Descriptors.of(jar).name().startsWith(PLUGIN_PREFIX);
            if (artifact(jar).equals(TEST_KIT)) {
                continue;
            }
            Files.copy(jar, (plugin ? plugins : modules).resolve(jar.getFileName()));
        }
        Descriptors.add(modules, source.resolve("src/descriptors"), target.resolve("descriptors"));
        Trees.delete(image);
        link(modules);
        dropSymbols();
        Trees.copy(source.resolve("src/bin"), image.resolve("bin"));
        for (String name : NAMES) {
            Files.createSymbolicLink(image.resolve("bin").resolve(name), Path.of("topcoffea"));
        }
        Trees.copy(plugins, image.resolve("plugins"));
        layOutApi(jars);
        train();
        Programs.run(launcher("env", "seal"));
        pack(archive);
        Files.writeString(done, inputs);
    }

    /** The jars Maven resolved, without those that only annotate. */
    private List<Path> jars() throws IOException {
        String path = Files.readString(target.resolve("jars.path")).strip();
        return Stream.of(path.split(java.io.File.pathSeparator))
                .map(Path::of)
                .filter(jar -> !Descriptors.of(jar).name().equals("org.jspecify"))
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

    private void link(Path modules) throws IOException {
        Set<String> roots = ModuleFinder.of(modules).findAll().stream()
                .map(ModuleReference::descriptor)
                .map(ModuleDescriptor::name)
                .collect(Collectors.toCollection(TreeSet::new));
        roots.addAll(JDK_MODULES);
        PluginRepository.registerPlugin(new SlimClasses(needless()));
        Programs.tool(
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
        Programs.run(new ProcessBuilder(command).redirectErrorStream(true));
    }

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
        Files.writeString(target.resolve("training.log"), Programs.run(training, NO_NETWORK));
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

    private void pack(Path archive) throws IOException, InterruptedException {
        Programs.run(new ProcessBuilder(
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
}
