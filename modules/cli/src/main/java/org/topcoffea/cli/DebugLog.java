package org.topcoffea.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.text.MessageFormat;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * Where libraries' logs go: warnings to standard error, and everything to a file or standard error when somebody wants to know
 * it, in the form of Work Queue's debug logs: {@code 2026/11/22 07:53:37.12 work_queue_worker[23586]wq: text}.
 */
public final class DebugLog extends System.LoggerFinder {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss.SS");
    private static final int PREFIX = "org.topcoffea.".length();

    private static volatile @Nullable Sink sink;

    /** Called by the platform. */
    public DebugLog() {}

    /** Lines for a file. */
    private record Sink(String program, @Nullable Path file, long limit) {
        synchronized void line(String subsystem, String text) {
            String line = LocalDateTime.now().format(TIME) + " " + program + "["
                    + ProcessHandle.current().pid() + "]" + subsystem + ": " + text + "\n";
            Path to = file;
            if (to == null) {
                Console.err().print(line);
                return;
            }
            try {
                if (limit > 0 && Files.exists(to) && Files.size(to) > limit) {
                    Files.move(to, to.resolveSibling(to.getFileName() + ".old"), StandardCopyOption.REPLACE_EXISTING);
                }
                Files.writeString(
                        to, line, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * From now on everything is told.
     *
     * @param program the name at the beginning of lines
     * @param file the file; null for standard error
     * @param limit at this size a new file is begun; 0 for never
     */
    static void begin(String program, @Nullable Path file, long limit) {
        sink = new Sink(program, file, limit);
    }

    @Override
    public System.Logger getLogger(String name, Module module) {
        return new Log(name);
    }

    /** One subsystem. */
    private record Log(String name) implements System.Logger {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean isLoggable(Level level) {
            return ours() && (sink != null ? level.compareTo(Level.DEBUG) >= 0 : level.compareTo(Level.WARNING) >= 0);
        }

        /** What the platform and libraries say is for nobody here. */
        private boolean ours() {
            return name.startsWith("org.topcoffea.") || name.equals("wq");
        }

        private String subsystem() {
            String rest = name.startsWith("org.topcoffea.") ? name.substring(PREFIX) : name;
            int dot = rest.indexOf('.');
            return dot < 0 ? rest : rest.substring(0, dot);
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String message, @Nullable Throwable thrown) {
            if (isLoggable(level)) {
                say(level, message + (thrown == null ? "" : ": " + thrown));
                PrintStream err = Console.err();
                if (thrown != null && Boolean.getBoolean("topcoffea.debug")) {
                    err.println(thrown);
                }
            }
        }

        @Override
        public void log(
                Level level,
                @Nullable ResourceBundle bundle,
                @Nullable String format,
                @Nullable Object @Nullable ... parameters) {
            if (isLoggable(level)) {
                say(level, parameters == null ? String.valueOf(format) : MessageFormat.format("" + format, parameters));
            }
        }

        private void say(Level level, String text) {
            Sink to = sink;
            if (to != null) {
                to.line(subsystem(), text);
            }
            if (level.compareTo(Level.WARNING) >= 0 && (to == null || to.file() != null)) {
                Console.note("topcoffea: " + text);
            }
        }
    }
}
