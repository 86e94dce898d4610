package org.topcoffea.factory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Settings that follow a file while it is edited. A file that is broken changes nothing, and is told once. */
final class SettingsSource {
    private final Optional<Path> file;
    private final boolean named;
    private final Consumer<String> notes;
    private FactorySettings current;
    private String seen = "";

    /**
     * Reads the file for the first time.
     *
     * @param fixed whether the manager is known without a name
     * @throws FactoryException if it is broken: there are no earlier values to fall back to
     */
    SettingsSource(Optional<Path> file, FactorySettings base, boolean fixed, Consumer<String> notes) {
        this.file = file;
        this.named = fixed;
        this.notes = notes;
        this.current = base;
        if (file.isPresent()) {
            seen = version(file.get());
            current = checked(load(file.get()));
        } else {
            checked(base);
        }
    }

    FactorySettings current() {
        return current;
    }

    /** Looks whether the file has changed. */
    void refresh() {
        String version = file.map(SettingsSource::version).orElse("");
        if (version.equals(seen)) {
            return;
        }
        seen = version;
        try {
            FactorySettings loaded = checked(load(file.orElseThrow()));
            if (!loaded.equals(current)) {
                current = loaded;
                notes.accept("configuration file " + file.get() + " has been loaded: " + SettingsText.of(loaded));
            }
        } catch (FactoryException e) {
            notes.accept(e.getMessage() + "; the values before stay");
        }
    }

    private FactorySettings load(Path path) {
        SettingsFile parsed = SettingsFile.read(path);
        parsed.doubts().forEach(notes);
        return parsed.over(current);
    }

    private FactorySettings checked(FactorySettings settings) {
        if (settings.managerName().isEmpty() && !named) {
            throw new FactoryException(
                    FactoryError.NO_MANAGER,
                    (file.isPresent() ? file.get() + ": " : "")
                            + "no manager is named: give manager-name, or HOST and PORT on the command line");
        }
        return settings;
    }

    /** Editors replace files and may do so twice in a second: time, size and identity. */
    private static String version(Path path) {
        try {
            var attributes = Files.readAttributes(path, java.nio.file.attribute.BasicFileAttributes.class);
            return attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey();
        } catch (IOException e) {
            return "missing";
        }
    }
}
