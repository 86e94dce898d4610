package org.topcoffea.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.topcoffea.plugin.PluginSkeleton;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes the sources of a new plugin. */
@Command(name = "new", description = "Write a Maven project with a processor that builds, has a test and drops in.")
final class PluginsNew implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NAME", description = "Name of the processor: letters, digits, '-', '_'.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "DIR", description = "The directory to make.")
    private Path directory = Path.of("");

    PluginsNew() {}

    @Override
    public Integer call() {
        Path api = PluginSkeleton.apiRepository(Path.of(System.getProperty("java.home")));
        PluginSkeleton.write(name, directory, api).forEach(file -> Console.line("wrote " + directory.resolve(file)));
        Console.line("build it:  mvn -f " + directory.resolve("pom.xml") + " package");
        Console.line("run it:    topcoffea run --plugins " + directory.resolve("target") + " --processor " + name
                + " samples.cfg");
        return ExitCode.COMPLETE.code();
    }
}
