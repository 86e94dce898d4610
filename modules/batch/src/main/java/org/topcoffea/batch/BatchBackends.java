package org.topcoffea.batch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The batch systems that can be chosen. */
public final class BatchBackends {
    private final List<BatchBackend> backends;

    private BatchBackends(Collection<? extends BatchBackend> backends) {
        this.backends = List.copyOf(backends);
    }

    /** Those of the image; {@link #and} adds those of plugins. */
    public static BatchBackends ofImage() {
        return new BatchBackends(ServiceLoader.load(BatchBackend.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
    }

    /** These and more. */
    public BatchBackends and(Collection<? extends BatchBackend> more) {
        List<BatchBackend> all = new ArrayList<>(backends);
        all.addAll(more);
        return new BatchBackends(all);
    }

    /** All of them. */
    public List<BatchBackend> all() {
        return backends;
    }

    /** All names, sorted; without aliases. */
    public List<String> names() {
        return List.copyOf(
                new TreeSet<>(backends.stream().map(BatchBackend::name).toList()));
    }

    /**
     * The backend of a name or alias.
     *
     * @throws BatchException {@link BatchError#UNKNOWN_BACKEND} if there is none, or more than one
     */
    public BatchBackend named(String name) {
        List<BatchBackend> found = backends.stream()
                .filter(backend -> Stream.concat(Stream.of(backend.name()), backend.aliases().stream())
                        .anyMatch(name::equals))
                .toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw new BatchException(
                BatchError.UNKNOWN_BACKEND,
                found.isEmpty()
                        ? "no batch system '" + name + "': there are " + String.join(", ", names())
                        : "more than one plugin calls itself batch system '" + name + "': remove all but one of "
                                + found.stream()
                                        .map(backend -> backend.getClass().getName())
                                        .toList());
    }
}
