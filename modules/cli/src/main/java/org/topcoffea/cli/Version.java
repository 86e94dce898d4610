package org.topcoffea.cli;

import java.lang.module.ModuleDescriptor;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {
    Version() {}

    /** The version of this program, or {@code development} when its module has none. */
    static String number() {
        ModuleDescriptor descriptor = Version.class.getModule().getDescriptor();
        return descriptor == null ? "development" : descriptor.rawVersion().orElse("development");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"topcoffea " + number(), "Java " + Runtime.version() + ", " + System.getProperty("os.arch")
        };
    }
}
