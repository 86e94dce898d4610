package org.topcoffea.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.topcoffea.environment.BuiltSource;
import org.topcoffea.plan.Given;
import org.topcoffea.plan.OptionsFile;
import org.topcoffea.plan.RunOption;
import org.topcoffea.plan.RunOptions;
import org.topcoffea.plan.Settings;
import org.topcoffea.plugin.AvailableProcessor;
import org.topcoffea.plugin.Plugins;
import org.topcoffea.spi.Parameter;
import org.topcoffea.spi.Parameters;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Reads samples, runs a processor over their events and writes histograms. Its options are those of {@link RunOption} and
 * the parameters of the processor, which is why the processor is found before the command line is parsed in earnest.
 */
@Command(
        name = "run",
        sortOptions = false,
        description = "Run an event processor over samples and write histograms.",
        footerHeading = "%n",
        footer = {
            "Each parameter of the processor is an option, too: 'topcoffea plugins' lists them, and",
            "'topcoffea run --processor NAME --help' shows those of one."
        })
final class RunCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    private Map<String, Given> file = Map.of();
    private List<Parameter> options = RunOption.parameters();
    private List<BuiltSource> sources = List.of();
    private @Nullable Plugins plugins;
    private @Nullable AvailableProcessor processor;

    RunCommand() {}

    /** Makes the options of {@code run} known, if that is the command. */
    static void prepare(CommandLine line, List<String> arguments) {
        CommandLine command = line.getSubcommands().get("run");
        if (command == null) {
            return;
        }
        RunCommand run = (RunCommand) command.getCommandSpec().userObject();
        int at = arguments.indexOf("run");
        if (at >= 0 && at == firstCommand(arguments)) {
            run.findProcessor(arguments.subList(at + 1, arguments.size()));
        }
        run.options.forEach(option -> addOption(command.getCommandSpec(), option));
    }

    private static int firstCommand(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            if (!arguments.get(i).startsWith("-")) {
                return i;
            }
        }
        return -1;
    }

    private void findProcessor(List<String> arguments) {
        CommandSpec first = CommandSpec.create();
        RunOption.parameters().forEach(option -> addOption(first, option));
        first.parser().collectErrors(true);
        CommandLine line =
                new CommandLine(first).setUnmatchedArgumentsAllowed(true).setUnmatchedOptionsArePositionalParams(false);
        line.parseArgs(arguments.toArray(String[]::new));
        Map<String, Given> given = given(first);
        if (given.containsKey("options")) {
            file = OptionsFile.read(
                    java.nio.file.Path.of(given.get("options").values().getFirst()));
        }
        List<java.nio.file.Path> directories = new ArrayList<>(paths(given, "plugins"));
        List<String> name = value(given, "processor");
        if (!name.isEmpty()) {
            boolean help = arguments.contains("--help") || arguments.contains("-h");
            sources = SourceOption.refresh(
                    paths(given, "plugin-source"), SourceOption.mode(value(given, "unstaged"), help));
            directories.addAll(0, SourceOption.directories(sources));
            Plugins found = Image.plugins(directories);
            AvailableProcessor chosen = found.processor(name.getFirst());
            List<Parameter> all = new ArrayList<>(RunOption.parameters());
            all.addAll(chosen.info().parameters());
            this.options = all;
            this.plugins = found;
            this.processor = chosen;
        }
    }

    private List<java.nio.file.Path> paths(Map<String, Given> given, String option) {
        return value(given, option).stream()
                .flatMap(text -> java.util.Arrays.stream(text.split(",")))
                .map(java.nio.file.Path::of)
                .toList();
    }

    private List<String> value(Map<String, Given> given, String option) {
        Given value = given.getOrDefault(option, file.get(option));
        return value == null ? List.of() : value.values();
    }

    /** What was written on the command line, by option name. */
    private static Map<String, Given> given(CommandSpec spec) {
        Map<String, Given> given = new LinkedHashMap<>();
        for (ArgSpec arg : spec.args()) {
            List<String> values = arg.originalStringValues();
            if (!values.isEmpty() || (!arg.stringValues().isEmpty())) {
                boolean option = arg instanceof OptionSpec;
                String spelling = option ? ((OptionSpec) arg).longestName() : "FILES";
                String name = option ? Settings.canonical(spelling) : "files";
                given.put(name, Given.commandLine(spelling, values.isEmpty() ? arg.stringValues() : values));
            }
        }
        return given;
    }

    private static void addOption(CommandSpec spec, Parameter option) {
        if (option.equals(RunOption.FILES.parameter())) {
            spec.addPositional(PositionalParamSpec.builder()
                    .arity("0..*")
                    .paramLabel("FILES")
                    .type(List.class)
                    .auxiliaryTypes(String.class)
                    .description(option.help())
                    .build());
            return;
        }
        List<String> names = new ArrayList<>();
        for (RunOption known : RunOption.values()) {
            if (known.parameter().equals(option)) {
                known.shortSpelling().ifPresent(names::add);
            }
        }
        names.add("--" + option.name());
        if (option.name().contains("-")) {
            names.add("--" + option.name().replace('-', '_'));
        }
        spec.addOption(shape(OptionSpec.builder(names.toArray(String[]::new)), option)
                .description(help(option))
                .build());
    }

    private static OptionSpec.Builder shape(OptionSpec.Builder builder, Parameter option) {
        return switch (option.type()) {
            case FLAG -> flag(builder, option);
            case LIST ->
                builder.arity("1..*")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .paramLabel("NAME")
                        .splitRegex(",");
            case INTEGER, NUMBER -> builder.arity("1").type(String.class).paramLabel("N");
            case TEXT -> builder.arity("1").type(String.class).paramLabel("TEXT");
        };
    }

    /** A flag that is set unless told otherwise takes {@code false}; others are just named. */
    private static OptionSpec.Builder flag(OptionSpec.Builder builder, Parameter option) {
        return option.defaultValue().equals("true")
                ? builder.arity("0..1")
                        .fallbackValue("true")
                        .type(boolean.class)
                        .paramLabel("true|false")
                : builder.arity("0").type(boolean.class);
    }

    private static String help(Parameter option) {
        boolean plain = option.defaultValue().isEmpty() || option.type() == Parameter.Type.FLAG;
        String text = option.help() + (plain ? "" : " [" + option.defaultValue() + "]");
        return text.replace("%", "%%").replace("${", "$${");
    }

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("the command was not set up");
        }
        Settings settings = Settings.of(options, file, given(spec));
        RunOptions run = RunOptions.of(settings);
        if (plugins == null || processor == null) {
            throw new ParameterException(
                    spec.commandLine(), "no processor: choose one with --processor, " + "see 'topcoffea plugins'");
        }
        if (run.files().isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "no samples: name a cfg file, sample files or a directory,"
                            + " before options that take several values such as --wc-list");
        }
        List<Parameter> declared = processor.info().parameters();
        Parameters parameters = new Parameters(declared, settings.givenTo(declared));
        return new RunExecution(run, settings, plugins, sources, processor, parameters)
                .execute()
                .code();
    }
}
