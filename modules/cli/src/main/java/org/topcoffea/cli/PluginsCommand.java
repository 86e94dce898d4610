package org.topcoffea.cli;

import java.util.concurrent.Callable;
import org.topcoffea.plugin.AvailableProcessor;
import org.topcoffea.plugin.Plugins;
import org.topcoffea.spi.Parameter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the event processors that can be run, and begins new ones. */
@Command(
        name = "plugins",
        description = "List the event processors that were found, their parameters, and what was refused and why.",
        subcommands = PluginsNew.class)
final class PluginsCommand implements Callable<Integer> {
    @Mixin
    private PluginOption plugins = new PluginOption();

    @Option(names = "--no-parameters", description = "Leave the parameters out.")
    private boolean brief;

    PluginsCommand() {}

    @Override
    public Integer call() {
        Plugins found = Image.plugins(plugins.directories());
        for (AvailableProcessor processor : found.processors()) {
            print(processor);
        }
        if (found.processors().isEmpty()) {
            Console.note("no event processor found; searched " + found.directories());
        }
        found.refusals().forEach(refusal -> Console.note("refused: " + refusal.getMessage()));
        return (found.refusals().isEmpty() ? ExitCode.COMPLETE : ExitCode.INPUT).code();
    }

    private void print(AvailableProcessor processor) {
        Console.line(processor.name() + " " + processor.info().version() + "  "
                + processor.info().summary());
        Console.line("    " + processor.module() + " " + processor.moduleVersion() + ", " + processor.origin());
        if (brief) {
            return;
        }
        for (Parameter parameter : processor.info().parameters()) {
            String value = parameter.defaultValue().isEmpty() ? "" : " [" + parameter.defaultValue() + "]";
            Console.line("      --" + parameter.name() + " "
                    + parameter.type().name().toLowerCase(java.util.Locale.ROOT) + value + "  " + parameter.help());
        }
    }
}
