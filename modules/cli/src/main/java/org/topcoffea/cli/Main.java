package org.topcoffea.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The entry point: finds the command, runs it and turns what happened into an exit code and, at worst, one line. */
@Command(
        name = "topcoffea",
        description = "From NanoAOD events to EFT histograms, on one machine or on many workers.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0  complete",
            "  1  failed",
            "  2  bad usage: command line or options file",
            "  3  bad input: samples, event files, plugins or output directory",
            "  4  partial result: written, but events are missing; missing.json lists them",
            "  5  different (hist diff)"
        })
public final class Main {
    @Option(
            names = "--debug",
            scope = CommandLine.ScopeType.INHERIT,
            description = "With a failure, print where in the program it happened.")
    void debug(boolean on) {
        System.setProperty("topcoffea.debug", Boolean.toString(on));
    }

    private static List<String> arguments = List.of();

    private Main() {}

    /** The command line, for the record. */
    static List<String> arguments() {
        return arguments;
    }

    /**
     * Runs one command and ends the process with its exit code.
     *
     * @param arguments the command line
     */
    public static void main(String... arguments) {
        System.exit(run(arguments));
    }

    static int run(String... given) {
        arguments = List.of(given);
        if (arguments.equals(List.of("--version")) || arguments.equals(List.of("-V"))) {
            // asked for most often, by scripts: without setting up all commands
            List.of(new Version().getVersion()).forEach(Console::line);
            return ExitCode.COMPLETE.code();
        }
        if (!arguments.isEmpty() && arguments.getFirst().equals("worker")) {
            return WorkerCommand.main(arguments.subList(1, arguments.size()));
        }
        CommandLine line = new CommandLine(new Main());
        Commands.addTo(line, arguments);
        line.getSubcommands().values().forEach(Main::addHelp);
        WorkerJobOptions.allowOptionsAsValues(line);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(Console.terminal());
        line.setParameterExceptionHandler(Main::usage);
        line.setExecutionExceptionHandler((failure, command, parsed) -> failed(failure));
        if (given.length == 0) {
            line.usage(Console.err());
            return ExitCode.USAGE.code();
        }
        try {
            RunCommand.prepare(line, arguments);
        } catch (RuntimeException e) {
            return failed(e);
        }
        return line.execute(given);
    }

    private static void addHelp(CommandLine command) {
        command.getCommandSpec().mixinStandardHelpOptions(true).versionProvider(new Version());
        command.getSubcommands().values().forEach(Main::addHelp);
    }

    private static int failed(Exception failure) {
        if (failure instanceof ParameterException usage) {
            return usage(usage, new String[0]);
        }
        Console.error(failure);
        return ExitCode.of(failure).code();
    }

    private static int usage(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        Console.note("topcoffea: " + problem(failure));
        if (failure instanceof UnmatchedArgumentException unmatched) {
            List<String> near = unmatched.getSuggestions();
            if (!near.isEmpty()) {
                Console.note("did you mean " + String.join(" or ", near) + "?");
            }
        }
        Console.note("see '" + name + " --help'");
        return ExitCode.USAGE.code();
    }

    private static String problem(ParameterException failure) {
        CommandLine command = failure.getCommandLine();
        if (failure instanceof UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()
                && !command.getSubcommands().isEmpty()) {
            return "no command '" + unmatched.getUnmatched().getFirst() + "': there are "
                    + String.join(", ", command.getSubcommands().keySet());
        }
        return String.valueOf(failure.getMessage());
    }
}
