package org.topcoffea.manager.internal.log;

import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * What managers and workers say to each other, line by line as Work Queue writes it:
 * {@code 2026/11/25 22:31:07.25 topcoffea[4711]wq: rx from HOST (ADDRESS): alive}.
 */
public final class DebugLog implements AutoCloseable {
    private static final long ROTATE_AT = 10_000_000;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu/MM/dd HH:mm:ss.SS", Locale.ROOT);

    private final LogFile file;
    private final String program;

    /** Opens the log; without a file nothing is written. */
    public DebugLog(Optional<Path> file) {
        this.file = new LogFile(file, ROTATE_AT);
        this.program = " topcoffea[" + ProcessHandle.current().pid() + "]";
    }

    /** Whether anybody reads it. */
    public boolean enabled() {
        return file.present();
    }

    /** A line that was sent to a worker. */
    public void sent(String host, String address, String line) {
        write("wq", "tx to " + host + " (" + address + "): " + line);
    }

    /** A line that a worker has sent. */
    public void received(String host, String address, String line) {
        write("wq", "rx from " + host + " (" + address + "): " + line);
    }

    /** Anything else. */
    public void note(String text) {
        write("wq", text);
    }

    /** Something that went wrong. */
    public void notice(String text) {
        write("notice", text);
    }

    private void write(String subsystem, String text) {
        if (file.present()) {
            String time = TIME.format(ZonedDateTime.now(ZoneId.systemDefault()));
            file.append(
                    time + program + subsystem + ": " + text.replace('\n', ' ').replace('\r', ' ') + "\n");
        }
    }

    /** Puts everything into the file. */
    public void flush() {
        file.flush();
    }

    @Override
    public void close() {
        file.close();
    }
}
