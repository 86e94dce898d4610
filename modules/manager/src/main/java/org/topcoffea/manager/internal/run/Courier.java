package org.topcoffea.manager.internal.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.topcoffea.manager.RunSetup;
import org.topcoffea.manager.internal.queue.Peer;
import org.topcoffea.manager.internal.queue.TaskQueue;
import org.topcoffea.plan.CredentialSharing;
import org.topcoffea.plan.FileUrl;
import org.topcoffea.remote.CredentialParcel;
import org.topcoffea.remote.Credentials;
import org.topcoffea.runner.EventFiles;
import org.topcoffea.runner.RunPlan;
import org.topcoffea.task.InPlace;
import org.topcoffea.wire.FileFlags;
import org.topcoffea.wire.TaskFile;

/**
 * Sends the credentials of the user to the workers that may have them, again when they are renewed, and takes them back in the
 * end. They travel from memory over encrypted connections only; nothing of this process writes them anywhere. Belongs to the
 * thread of the queue.
 */
final class Courier {
    /** The directory of a command with credentials. */
    static final String DIRECTORY = "credentials";

    private static final Set<String> OPEN_SCHEMES = Set.of("http", "dav");

    private final Credentials credentials;
    private final CredentialSharing sharing;
    private final boolean ownWorkers;
    private final Consumer<Runnable> background;
    private final Consumer<String> say;
    private final Map<Long, Set<String>> given = new HashMap<>();
    private final Set<String> told = new HashSet<>();
    private List<CredentialParcel> current = List.of();
    private @Nullable TaskQueue queue;

    /** Sends nothing if no file needs credentials, or the user does not want that. */
    Courier(RunSetup setup, RunPlan plan, Consumer<Runnable> background, Consumer<String> say) {
        this.credentials = setup.credentials();
        boolean needed = plan.files().stream().anyMatch(file -> secured(file.file()));
        this.sharing = needed ? setup.options().credentials() : CredentialSharing.NONE;
        this.ownWorkers = setup.options().localWorkers() > 0;
        this.background = background;
        this.say = say;
    }

    /** Whether a server may want to know who asks for a file. */
    private static boolean secured(String file) {
        Optional<String> scheme = FileUrl.scheme(file);
        return EventFiles.isRemote(file)
                && scheme.filter(OPEN_SCHEMES::contains).isEmpty();
    }

    /** Reads the credentials for the first time; no worker has come yet. */
    void begin(TaskQueue tasks) {
        queue = tasks;
        if (sharing != CredentialSharing.NONE) {
            current = credentials.parcels();
        }
    }

    private TaskQueue queue() {
        return Objects.requireNonNull(queue, "the queue has not begun");
    }

    /** Looks for renewed credentials, in the background as their files may be on a slow disk. */
    void look() {
        if (sharing != CredentialSharing.NONE) {
            background.accept(() -> {
                List<CredentialParcel> found = credentials.parcels();
                queue().post(() -> found(found));
            });
        }
    }

    private void found(List<CredentialParcel> found) {
        if (!names(found).equals(names(current)) && !found.isEmpty()) {
            current = found;
            queue().peers().forEach(this::offer);
        }
    }

    private static List<String> names(List<CredentialParcel> parcels) {
        return parcels.stream().map(CredentialParcel::fileName).toList();
    }

    /** A worker has come. */
    void joined(Peer peer) {
        offer(peer);
    }

    private void offer(Peer peer) {
        if (current.isEmpty() || !entitled(peer)) {
            return;
        }
        Set<String> has = given.computeIfAbsent(peer.number(), number -> new HashSet<>());
        for (CredentialParcel parcel : current) {
            if (has.add(parcel.fileName())) {
                queue().give(peer, parcel.fileName(), parcel.content());
            }
        }
    }

    private boolean entitled(Peer peer) {
        boolean ours = peer.features().contains(InPlace.CREDENTIALS_FEATURE);
        if (!ours && sharing != CredentialSharing.ALL) {
            once("your credentials are not sent to " + peer.name() + ", a worker of another program; files that need"
                    + " them cannot be read there: --credentials-to-workers all sends them, too");
            return false;
        }
        if (!peer.encrypted()) {
            boolean here = ownWorkers && peer.address().startsWith("127.");
            once(
                    here
                            ? ""
                            : "your credentials are not sent to " + peer.name()
                                    + ", whose connection is not encrypted; files that need them cannot be read there:"
                                    + " use --ssl, or --credentials-to-workers none if no file does");
            return false;
        }
        return true;
    }

    /** Hundreds of workers are alike. */
    private void once(String line) {
        if (!line.isEmpty() && told.add(line.replaceFirst(" sent to [^,]+", ""))) {
            say.accept(line);
        }
    }

    /** A worker has gone with what it was given. */
    void left(Peer peer) {
        given.remove(peer.number());
    }

    /** The credentials for a command, which its worker has in its cache. */
    List<TaskFile> files(Peer peer) {
        Set<String> has = given.getOrDefault(peer.number(), Set.of());
        List<TaskFile> files = new ArrayList<>();
        for (CredentialParcel parcel : current) {
            if (has.contains(parcel.fileName())) {
                String path = DIRECTORY + "/" + parcel.kind().file();
                files.add(new TaskFile(parcel.fileName(), path, FileFlags.CACHE));
            }
        }
        return files;
    }

    /** Lets workers remove what they were given. */
    void takeBack() {
        for (Peer peer : queue().peers()) {
            given.getOrDefault(peer.number(), Set.of()).forEach(name -> queue().unlink(peer, name));
        }
        given.clear();
    }
}
