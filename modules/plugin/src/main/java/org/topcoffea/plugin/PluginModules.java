package org.topcoffea.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.topcoffea.batch.BatchBackend;
import org.topcoffea.spi.EventProcessor;

/** The modules of one plugin, read and checked before anything of them is loaded. */
final class PluginModules {
    /** The modules of topcoffea that plugins are written against. */
    static final Set<String> API = Set.of("org.topcoffea.spi", "org.topcoffea.hist", "org.topcoffea.batch");

    private static final String SERVICE = EventProcessor.class.getName();
    private static final Set<String> SERVICES = Set.of(SERVICE, BatchBackend.class.getName());

    private final Path origin;
    private final Map<String, ModuleDescriptor> descriptors = new LinkedHashMap<>();
    private final List<PluginJar> jars = new ArrayList<>();

    /** Reads the descriptors and digests of a candidate. */
    PluginModules(PluginCandidate candidate) {
        this.origin = candidate.origin();
        for (Path file : candidate.files()) {
            ModuleDescriptor descriptor = descriptor(file);
            if (descriptors.put(descriptor.name(), descriptor) != null) {
                throw refuse(
                        PluginError.DUPLICATE_MODULE,
                        "holds module " + descriptor.name() + " twice: remove one of the jars");
            }
            jars.add(new PluginJar(
                    file, descriptor.name(), descriptor.rawVersion().orElse(""), sha256(file)));
        }
    }

    /** The jar or directory that the modules come from. */
    Path origin() {
        return origin;
    }

    /** All jars, sorted by file name. */
    List<PluginJar> jars() {
        return jars;
    }

    /** The digests of all jars: two plugins with the same ones are copies of each other. */
    String fingerprint() {
        return jars.stream().map(PluginJar::sha256).collect(Collectors.joining(" "));
    }

    /** The modules that provide processors or batch systems. */
    Set<String> providers() {
        return descriptors.values().stream()
                .filter(PluginModules::provides)
                .map(ModuleDescriptor::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The version of one of the modules, or empty. */
    String version(String module) {
        return jars.stream()
                .filter(jar -> jar.module().equals(module))
                .map(PluginJar::version)
                .findFirst()
                .orElse("");
    }

    /** Finds these modules and no others. */
    ModuleFinder finder() {
        return ModuleFinder.of(jars.stream().map(PluginJar::path).toArray(Path[]::new));
    }

    /**
     * Checks that the modules can be and should be loaded above a layer.
     *
     * @throws PluginException saying the first thing that is wrong
     */
    void check(ModuleLayer parent) {
        for (ModuleDescriptor descriptor : descriptors.values()) {
            if (descriptor.isAutomatic() && provides(descriptor)) {
                throw withoutDescriptor(descriptor);
            }
            if (descriptor.name().startsWith("org.topcoffea.")
                    && parent.findModule(descriptor.name()).isPresent()) {
                throw refuse(
                        PluginError.BUNDLED_API,
                        "carries " + descriptor.name() + ", which topcoffea itself provides: remove that jar");
            }
        }
        if (providers().isEmpty()) {
            throw withoutProcessor();
        }
        for (ModuleDescriptor descriptor : descriptors.values()) {
            for (Requires requires : descriptor.requires()) {
                check(descriptor, requires, parent);
            }
        }
    }

    /** Refuses modules that provide something under the same module name as another plugin's. */
    void checkDistinct(PluginModules other) {
        for (String name : providers()) {
            if (other != this && other.providers().contains(name)) {
                throw refuse(
                        PluginError.DUPLICATE_MODULE,
                        "has the module name " + name + ", as has " + other.origin() + ": remove one of them");
            }
        }
    }

    private void check(ModuleDescriptor descriptor, Requires requires, ModuleLayer parent) {
        String name = requires.name();
        Module present = parent.findModule(name).orElse(null);
        if (descriptors.containsKey(name)) {
            return;
        } else if (present == null) {
            if (!requires.modifiers().contains(Requires.Modifier.STATIC)) {
                throw missing(descriptor, name);
            }
        } else if (API.contains(name)) {
            checkVersion(descriptor, requires, present.getDescriptor());
        } else if (!isJdk(name) && !name.equals("org.jspecify")) {
            throw refuse(
                    PluginError.NOT_PUBLIC_API,
                    "module " + descriptor.name() + " requires " + name
                            + ", which is not open to plugins: require only "
                            + String.join(", ", API.stream().sorted().toList())
                            + ", modules of the JDK and jars in the plugin's own directory");
        }
    }

    private void checkVersion(ModuleDescriptor descriptor, Requires requires, ModuleDescriptor present) {
        if (!ApiVersion.fit(requires.rawCompiledVersion(), present.rawVersion())) {
            throw refuse(
                    PluginError.OTHER_API_VERSION,
                    "module " + descriptor.name() + " was built for " + requires.name() + " "
                            + requires.rawCompiledVersion().orElse("") + " but this is "
                            + present.rawVersion().orElse("") + ": build it again for this version");
        }
    }

    private PluginException missing(ModuleDescriptor descriptor, String name) {
        boolean jdk = isJdk(name);
        return refuse(
                PluginError.MISSING_MODULE,
                "module " + descriptor.name() + " requires " + (jdk ? "the JDK's module " : "module ") + name
                        + ", which this image lacks: "
                        + (jdk
                                ? "do without it, or build an image that has it"
                                : "put its jar into one directory with the plugin's"));
    }

    private PluginException withoutDescriptor(ModuleDescriptor descriptor) {
        return refuse(
                PluginError.NO_MODULE_DESCRIPTOR,
                "has no module-info.class (its name would be guessed as " + descriptor.name()
                        + "): add a module-info.java that says 'provides " + SERVICE + " with …'");
    }

    private PluginException withoutProcessor() {
        if (descriptors.isEmpty()) {
            return refuse(PluginError.NO_PROCESSOR, "holds no jar: put the plugin's jars into it or remove it");
        }
        if (descriptors.values().stream().allMatch(ModuleDescriptor::isAutomatic)) {
            return withoutDescriptor(descriptors.values().iterator().next());
        }
        return refuse(
                PluginError.NO_PROCESSOR,
                "provides neither event processor nor batch system: say 'provides " + SERVICE
                        + " with …' in the module-info.java of " + String.join(" or ", descriptors.keySet()));
    }

    private static boolean isJdk(String module) {
        return module.startsWith("java.") || module.startsWith("jdk.");
    }

    private static boolean provides(ModuleDescriptor descriptor) {
        return descriptor.provides().stream().anyMatch(provides -> SERVICES.contains(provides.service()));
    }

    private ModuleDescriptor descriptor(Path file) {
        try {
            Set<ModuleReference> found = ModuleFinder.of(file).findAll();
            if (found.size() == 1) {
                return found.iterator().next().descriptor();
            }
            throw refuse(PluginError.NOT_A_JAR, file + " holds no module: build it again");
        } catch (FindException | SecurityException e) {
            throw new PluginException(
                    PluginError.NOT_A_JAR,
                    origin,
                    "plugin " + file + " is not a readable jar (" + Failures.line(e) + "): copy or build it again",
                    e);
        }
    }

    private String sha256(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new PluginException(
                    PluginError.NOT_A_JAR, origin, "plugin " + file + " cannot be read (" + Failures.line(e) + ")", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private PluginException refuse(PluginError code, String what) {
        return new PluginException(code, origin, "plugin " + origin + " " + what);
    }
}
