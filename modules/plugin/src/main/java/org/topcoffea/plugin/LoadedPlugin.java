package org.topcoffea.plugin;

import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolutionException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.topcoffea.batch.BatchBackend;
import org.topcoffea.spi.AccumulatorType;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.EventProcessor;
import org.topcoffea.spi.Parameter;
import org.topcoffea.spi.Parameters;
import org.topcoffea.spi.ProcessorInfo;

/** A plugin in a layer of its own, with what it provides. */
final class LoadedPlugin {
    /** A processor and the way to make one. */
    record Factory(AvailableProcessor processor, ServiceLoader.Provider<EventProcessor> provider) {
        EventProcessor make() {
            return guard(processor.origin(), provider.type(), provider::get);
        }
    }

    private static final Pattern PROCESSOR_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");
    private static final Pattern PARAMETER_NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    private final PluginModules modules;
    private final List<Factory> factories = new ArrayList<>();
    private final List<AccumulatorType<?>> accumulatorTypes = new ArrayList<>();
    private final List<BatchBackend> batchBackends = new ArrayList<>();

    /** Loads checked modules above the parent layer, makes one of each provider and asks it who it is. */
    @SuppressWarnings("rawtypes")
    LoadedPlugin(PluginModules modules, ModuleLayer parent) {
        this.modules = modules;
        ModuleLayer layer = layer(parent);
        for (ServiceLoader.Provider<EventProcessor> provider :
                providers(layer, ServiceLoader.load(layer, EventProcessor.class))) {
            factories.add(factory(provider));
        }
        for (ServiceLoader.Provider<AccumulatorType> provider :
                providers(layer, ServiceLoader.load(layer, AccumulatorType.class))) {
            accumulatorTypes.add(guard(modules.origin(), provider.type(), provider::get));
        }
        for (ServiceLoader.Provider<BatchBackend> provider :
                providers(layer, ServiceLoader.load(layer, BatchBackend.class))) {
            batchBackends.add(guard(modules.origin(), provider.type(), provider::get));
        }
    }

    PluginModules modules() {
        return modules;
    }

    List<Factory> factories() {
        return factories;
    }

    List<AccumulatorType<?>> accumulatorTypes() {
        return accumulatorTypes;
    }

    List<BatchBackend> batchBackends() {
        return batchBackends;
    }

    private ModuleLayer layer(ModuleLayer parent) {
        try {
            Configuration configuration =
                    parent.configuration().resolveAndBind(modules.finder(), ModuleFinder.of(), modules.providers());
            return parent.defineModulesWithOneLoader(configuration, PluginModules.class.getClassLoader());
        } catch (FindException | ResolutionException | LayerInstantiationException e) {
            throw new PluginException(
                    PluginError.UNRESOLVABLE,
                    modules.origin(),
                    "plugin " + modules.origin() + " cannot be linked (" + Failures.line(e) + "): check its jars",
                    e);
        }
    }

    /** The providers of a layer without those of its parents, which a loader of the layer finds as well. */
    private <S> List<ServiceLoader.Provider<S>> providers(ModuleLayer layer, ServiceLoader<S> loader) {
        return guard(
                modules.origin(),
                EventProcessor.class,
                () -> loader.stream()
                        .filter(provider -> provider.type().getModule().getLayer() == layer)
                        .toList());
    }

    private Factory factory(ServiceLoader.Provider<EventProcessor> provider) {
        Class<? extends EventProcessor> type = provider.type();
        ProcessorInfo info = guard(modules.origin(), type, () -> provider.get().describe());
        String fault = fault(info);
        if (fault != null) {
            throw new PluginException(
                    PluginError.BAD_DESCRIPTION,
                    modules.origin(),
                    "plugin " + modules.origin() + ": " + type.getName() + " describes itself wrongly: " + fault);
        }
        String module = type.getModule().getName();
        return new Factory(
                new AvailableProcessor(info, module, modules.version(module), modules.origin(), modules.jars()),
                provider);
    }

    private static @Nullable String fault(@Nullable ProcessorInfo info) {
        if (info == null) {
            return "describe() returned null";
        }
        if (!PROCESSOR_NAME.matcher(info.name()).matches()) {
            return "the name '" + info.name() + "' is not made of letters, digits, '-' and '_'";
        }
        Set<String> names = new HashSet<>();
        for (Parameter parameter : info.parameters()) {
            if (!PARAMETER_NAME.matcher(parameter.name()).matches()) {
                return "the parameter '" + parameter.name() + "' is not lower case words joined by hyphens";
            }
            if (!names.add(parameter.name())) {
                return "two parameters have the name '" + parameter.name() + "'";
            }
        }
        try {
            new Parameters(info.parameters(), Map.of());
            return null;
        } catch (AnalysisException e) {
            return "the default of a parameter is not of its type: " + e.getMessage();
        }
    }

    /** Runs code of a plugin, which may fail in every way there is. */
    private static <T> T guard(Path origin, Class<?> type, Supplier<T> code) {
        try {
            return code.get();
        } catch (Exception | Error e) {
            throw new PluginException(
                    PluginError.PROVIDER_FAILED,
                    origin,
                    "plugin " + origin + ": " + type.getName() + " failed before it was used (" + Failures.line(e)
                            + "): mend or remove the plugin",
                    e);
        }
    }
}
