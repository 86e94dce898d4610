package org.topcoffea.environment;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a worker that knows nothing of this program is told to run: a line for {@code /bin/sh} and the files it needs. The
 * runtime is unpacked once for each worker, by whichever task comes first, into {@code WORKER_TMPDIR}; nothing else is
 * written outside the sandbox of the task. Exit codes beyond those of the program are {@link #NO_PLACE} and
 * {@link #CANNOT_UNPACK}; what went wrong is the last line of the output then.
 *
 * @param command the command line
 * @param inputs the archives it needs, to be put into the sandbox under their {@linkplain Archive#name names} and kept by the
 *     worker
 */
public record WorkerCommand(String command, List<Archive> inputs) {
    /** Exit code: in no directory of the worker programs may run. */
    public static final int NO_PLACE = 73;

    /** Exit code: the runtime could not be unpacked, for want of room or because it is damaged. */
    public static final int CANNOT_UNPACK = 74;

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    /** Copies the list. */
    public WorkerCommand {
        inputs = List.copyOf(inputs);
    }

    /**
     * The command that runs {@code topcoffea} with some arguments and, for each plugin, {@code --plugin-archive NAME}.
     *
     * @param runtime from {@link RuntimeArchive#of}
     * @param plugins from {@link PluginArchive#of}
     * @param subcommand the command of {@code topcoffea}, for example {@code task}
     * @param arguments its arguments, in any characters but line feeds, which no worker takes in a command line
     */
    public static WorkerCommand of(Archive runtime, List<Archive> plugins, String subcommand, List<String> arguments) {
        List<String> words = new ArrayList<>(List.of("sh", "./" + runtime.name(), subcommand));
        List<Archive> inputs = new ArrayList<>(List.of(runtime));
        for (Archive plugin : plugins) {
            words.add("--plugin-archive");
            words.add(plugin.name());
            inputs.add(plugin);
        }
        words.addAll(arguments);
        return new WorkerCommand(
                String.join(" ", words.stream().map(WorkerCommand::quote).toList()), inputs);
    }

    /** A word as the shell reads it back. */
    static String quote(String word) {
        if (word.indexOf('\n') >= 0 || word.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("an argument of a worker's command has a line feed");
        }
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
