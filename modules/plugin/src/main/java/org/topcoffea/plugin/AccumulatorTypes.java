package org.topcoffea.plugin;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.topcoffea.spi.AccumulatorType;

/** The types of accumulators of the image and its plugins, by name; needed to read encoded accumulators back. */
public final class AccumulatorTypes {
    private final Map<String, AccumulatorType<?>> types = new TreeMap<>();

    AccumulatorTypes() {}

    /** Adds types, all or none of them. */
    void add(String owner, Collection<AccumulatorType<?>> added) {
        Map<String, AccumulatorType<?>> all = new TreeMap<>(types);
        for (AccumulatorType<?> type : added) {
            AccumulatorType<?> other = all.put(type.name(), type);
            if (other != null) {
                throw new PluginException(
                        PluginError.DUPLICATE_ACCUMULATOR_TYPE,
                        null,
                        owner + " names its accumulators '" + type.name() + "', as does "
                                + other.getClass().getName() + ": rename one of them");
            }
        }
        types.putAll(all);
    }

    /** All types, sorted by name. */
    public List<AccumulatorType<?>> all() {
        return List.copyOf(types.values());
    }

    /** The type of that name, if there is one. */
    public Optional<AccumulatorType<?>> find(String name) {
        return Optional.ofNullable(types.get(name));
    }

    /**
     * The type of that name.
     *
     * @throws PluginException {@link PluginError#UNKNOWN_ACCUMULATOR_TYPE} if there is none
     */
    public AccumulatorType<?> get(String name) {
        return find(name)
                .orElseThrow(() -> new PluginException(
                        PluginError.UNKNOWN_ACCUMULATOR_TYPE,
                        null,
                        "no plugin and no module of the image reads accumulators of the type '" + name + "', only "
                                + types.keySet() + ": load the plugin that wrote them"));
    }
}
