package org.topcoffea.plugin;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.topcoffea.batch.BatchBackend;
import org.topcoffea.spi.AccumulatorType;
import org.topcoffea.spi.EventProcessor;

/**
 * The plugins of some directories. Each entry of a plugin directory is a plugin: a jar, or a directory of jars that
 * belong together. Each plugin gets a module layer and a class loader of its own above the modules of the image, so
 * that two plugins may carry different versions of one library.
 *
 * <p>A plugin that cannot be used is {@linkplain #refusals() refused} and does not touch the others. Immutable and safe
 * for use by several threads; the jars stay open as long as the process lives.
 */
public final class Plugins {
    private final List<Path> directories;
    private final List<PluginException> refusals = new ArrayList<>();
    private final Map<String, LoadedPlugin.Factory> processors = new TreeMap<>();
    private final Map<String, PluginException> ambiguous = new HashMap<>();
    private final AccumulatorTypes accumulatorTypes = new AccumulatorTypes();
    private final List<BatchBackend> batchBackends = new ArrayList<>();

    private Plugins(List<Path> directories, ModuleLayer parent) {
        this.directories = List.copyOf(directories);
        addImageTypes(parent);
        register(load(checked(parent), parent));
    }

    /**
     * Loads all plugins of some directories above the layer of this module.
     *
     * @param directories plugin directories, for example from {@link PluginPath#of}; a path of a jar stands for
     *     that one plugin
     * @return the plugins; those that cannot be used are among the {@link #refusals()}
     */
    public static Plugins load(List<Path> directories) {
        ModuleLayer layer = Objects.requireNonNull(
                Plugins.class.getModule().getLayer(), "plugins need topcoffea on the module path, not the class path");
        return load(directories, layer);
    }

    /**
     * Loads all plugins of some directories above a given layer.
     *
     * @param directories plugin directories
     * @param parent a layer that holds the public API
     */
    public static Plugins load(List<Path> directories, ModuleLayer parent) {
        return new Plugins(directories, parent);
    }

    /** The directories that were searched. */
    public List<Path> directories() {
        return directories;
    }

    /** The processors that can be made, sorted by name. */
    public List<AvailableProcessor> processors() {
        return processors.values().stream().map(LoadedPlugin.Factory::processor).toList();
    }

    /** What was refused and why, in the order of the directories and of the names in them. */
    public List<PluginException> refusals() {
        return List.copyOf(refusals);
    }

    /** The types of accumulators of the image and of all plugins. */
    public AccumulatorTypes accumulatorTypes() {
        return accumulatorTypes;
    }

    /** The batch systems that plugins bring; two may have one name. */
    public List<BatchBackend> batchBackends() {
        return List.copyOf(batchBackends);
    }

    /**
     * What is known of a processor.
     *
     * @throws PluginException {@link PluginError#UNKNOWN_PROCESSOR} or {@link PluginError#DUPLICATE_PROCESSOR}
     */
    public AvailableProcessor processor(String name) {
        return factory(name).processor();
    }

    /**
     * Makes a processor. Each thread needs one of its own.
     *
     * @throws PluginException {@link PluginError#UNKNOWN_PROCESSOR}, {@link PluginError#DUPLICATE_PROCESSOR} or, if its
     *     constructor fails, {@link PluginError#PROVIDER_FAILED}
     */
    public EventProcessor newProcessor(String name) {
        return factory(name).make();
    }

    private LoadedPlugin.Factory factory(String name) {
        LoadedPlugin.Factory factory = processors.get(name);
        if (factory != null) {
            return factory;
        }
        PluginException duplicate = ambiguous.get(name);
        throw duplicate != null ? duplicate : unknown(name);
    }

    private PluginException unknown(String name) {
        String meant = NearMatch.of(name, processors.keySet())
                .map(near -> ": did you mean '" + near + "'?")
                .orElse("");
        String known = processors.isEmpty() ? "there is none" : "there are " + String.join(", ", processors.keySet());
        String searched = directories.isEmpty()
                ? "no plugin directory was searched"
                : "searched " + directories.stream().map(Path::toString).collect(Collectors.joining(", "));
        String refused = refusals.isEmpty()
                ? ""
                : "; " + refusals.size() + " refused, first: "
                        + refusals.getFirst().getMessage();
        return new PluginException(
                PluginError.UNKNOWN_PROCESSOR,
                null,
                "no processor '" + name + "'" + meant + " (" + known + "; " + searched + refused + ")");
    }

    @SuppressWarnings("rawtypes")
    private void addImageTypes(ModuleLayer parent) {
        for (AccumulatorType<?> type : ServiceLoader.load(parent, AccumulatorType.class)) {
            accumulatorTypes.add(type.getClass().getName(), List.of(type));
        }
    }

    /** Reads and checks all candidates; of copies of one plugin the first counts. */
    private Collection<PluginModules> checked(ModuleLayer parent) {
        Map<String, PluginModules> found = new LinkedHashMap<>();
        for (Path directory : directories) {
            for (PluginCandidate candidate : PluginCandidate.in(directory, refusals::add)) {
                try {
                    PluginModules modules = new PluginModules(candidate);
                    modules.check(parent);
                    found.putIfAbsent(modules.fingerprint(), modules);
                } catch (PluginException e) {
                    refusals.add(e);
                }
            }
        }
        return found.values();
    }

    /** Loads those whose modules are not also in another plugin; which of two is meant nobody can say. */
    private List<LoadedPlugin> load(Collection<PluginModules> plugins, ModuleLayer parent) {
        List<LoadedPlugin> loaded = new ArrayList<>();
        for (PluginModules modules : plugins) {
            try {
                for (PluginModules other : plugins) {
                    modules.checkDistinct(other);
                }
                LoadedPlugin plugin = new LoadedPlugin(modules, parent);
                accumulatorTypes.add("plugin " + modules.origin(), plugin.accumulatorTypes());
                batchBackends.addAll(plugin.batchBackends());
                loaded.add(plugin);
            } catch (PluginException e) {
                refusals.add(e);
            }
        }
        return loaded;
    }

    private void register(List<LoadedPlugin> plugins) {
        Map<String, List<LoadedPlugin.Factory>> byName = plugins.stream()
                .flatMap(plugin -> plugin.factories().stream())
                .collect(Collectors.groupingBy(
                        factory -> factory.processor().name(), TreeMap::new, Collectors.toList()));
        byName.forEach((name, factories) -> {
            if (factories.size() == 1) {
                processors.put(name, factories.getFirst());
                return;
            }
            PluginException duplicate = new PluginException(
                    PluginError.DUPLICATE_PROCESSOR,
                    factories.getLast().processor().origin(),
                    "the processor name '" + name + "' is taken more than once, in "
                            + factories.stream()
                                    .map(factory -> factory.processor().origin().toString())
                                    .distinct()
                                    .collect(Collectors.joining(" and in "))
                            + ": rename a processor or remove a plugin");
            ambiguous.put(name, duplicate);
            refusals.add(duplicate);
        });
    }
}
