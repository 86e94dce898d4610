package org.topcoffea.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.topcoffea.codec.Codecs;
import org.topcoffea.codec.Implementation;
import org.topcoffea.environment.Conflict;
import org.topcoffea.plan.MetadataCache;
import org.topcoffea.plugin.Plugins;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Looks at this installation and says what would make it faster or is in its way. */
@Command(
        name = "doctor",
        description =
                "Say what this installation uses: Java, codecs, plugins, caches; whether managers and workers reach"
                        + " each other here; and what is amiss. Exit code 1 if they do not, 3 if a plugin is refused.")
final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private PluginOption pluginOption = new PluginOption();

    DoctorCommand() {}

    @Override
    public Integer call() {
        Runtime runtime = Runtime.getRuntime();
        Console.line("topcoffea  " + Version.number() + (Image.directory() == null ? " (not an image)" : ""));
        Console.line("java       " + Runtime.version() + " in " + System.getProperty("java.home"));
        Console.line("machine    " + runtime.availableProcessors() + " cores, heap up to "
                + FileReportText.bytes(runtime.maxMemory()));
        codecs();
        boolean healthy = plugins();
        Path cache = MetadataCache.userDirectory(System.getenv(), Path.of(System.getProperty("user.home")));
        Console.line("cache      " + cache + (Files.isDirectory(cache) ? "" : " (not made yet)"));
        Console.line("runtime    " + EnvCommand.runtime());
        LoopbackCheck.Outcome network = LoopbackCheck.perform();
        Console.line("network    " + network.text());
        for (Conflict conflict : Conflict.find(System.getenv(), Path.of(System.getProperty("user.home")))) {
            Console.line("warning    " + conflict.subject() + " " + conflict.problem() + ": " + conflict.advice());
        }
        ExitCode outcome = !healthy ? ExitCode.INPUT : network.works() ? ExitCode.COMPLETE : ExitCode.FAILED;
        return outcome.code();
    }

    private static void codecs() {
        Console.line("codecs");
        for (Implementation codec : Codecs.system().implementations()) {
            Console.line(String.format(
                            Locale.ROOT,
                            "  %-5s decode: %s, encode: %s %s %s",
                            codec.algorithm(),
                            codec.decoder(),
                            codec.encoder(),
                            codec.version(),
                            codec.location())
                    .stripTrailing());
            if (!codec.advice().isEmpty()) {
                Console.line("        " + codec.advice());
            }
        }
    }

    private boolean plugins() {
        Plugins found = Image.plugins(pluginOption.directories());
        Console.line("plugins    in " + found.directories());
        found.processors()
                .forEach(p -> Console.line("  " + p.name() + " " + p.info().version() + "  " + p.origin()));
        found.refusals().forEach(refusal -> Console.line("  refused: " + refusal.getMessage()));
        return found.refusals().isEmpty();
    }
}
