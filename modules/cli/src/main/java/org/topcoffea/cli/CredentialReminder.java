package org.topcoffea.cli;

import java.util.function.Consumer;
import org.topcoffea.remote.CredentialWatch;
import org.topcoffea.remote.Credentials;
import org.topcoffea.runner.EventFiles;
import org.topcoffea.runner.RunPlan;

/** Says before a run and while it goes on that credentials end, if any of its files is on a server. */
final class CredentialReminder implements AutoCloseable {
    private static final long PERIOD_MILLIS = 30_000;

    private final CredentialWatch watch;
    private final Consumer<String> say;
    private final Thread clock =
            Thread.ofPlatform().daemon().name("credentials").unstarted(this::goOn);

    private CredentialReminder(Credentials credentials, Consumer<String> say) {
        this.watch = new CredentialWatch(credentials);
        this.say = say;
    }

    /** Says what there is to say before the run, and goes on until it is closed. */
    static CredentialReminder begin(RunPlan plan, Credentials credentials, Consumer<String> say) {
        CredentialReminder reminder = new CredentialReminder(credentials, say);
        if (plan.files().stream().anyMatch(file -> EventFiles.isRemote(file.file()))) {
            reminder.look();
            reminder.clock.start();
        }
        return reminder;
    }

    private void goOn() {
        try {
            while (true) {
                Thread.sleep(PERIOD_MILLIS);
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        watch.news().forEach(line -> say.accept("warning: " + line));
    }

    @Override
    public void close() {
        clock.interrupt();
    }
}
