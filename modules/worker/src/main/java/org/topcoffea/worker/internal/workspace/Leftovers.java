package org.topcoffea.worker.internal.workspace;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.topcoffea.remote.CredentialDirectory;

/**
 * The workspaces of workers that were killed. Each worker holds a lock in its workspace as long as it lives, which the kernel
 * releases whatever it dies of; the next worker in the same place removes what has a lock that nobody holds: credentials first.
 * What has no such lock belongs to a worker of another program and is left alone.
 */
final class Leftovers {
    /** The directory with credentials in a workspace. */
    static final String CREDENTIALS = "credentials";

    private static final System.Logger LOG = System.getLogger(Leftovers.class.getName());
    private static final String LOCK = "lock";

    private Leftovers() {}

    /** Shows that a workspace is in use, until it is closed or the process ends. */
    record Claim(FileChannel channel) implements AutoCloseable {
        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "a lock stays until the end: {0}", e.toString());
            }
        }
    }

    /** Claims a workspace. The lock appears when it is held already, so that nobody finds it free. */
    static Claim claim(Path workspace) throws IOException {
        Path made = workspace.resolve(LOCK + ".new");
        FileChannel channel = FileChannel.open(made, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                Files.move(made, workspace.resolve(LOCK), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            // Some file systems have no locks: then nobody removes what this worker may leave.
            LOG.log(System.Logger.Level.DEBUG, "no lock in {0}: {1}", workspace, e.toString());
        }
        return new Claim(channel);
    }

    /** Removes what earlier workers have left beside a workspace. */
    static void remove(Path workspace) {
        String name = workspace.getFileName().toString();
        String prefix = name.replaceFirst("-[0-9]+(-[0-9]+)?$", "-");
        // Locks belong to processes: looking at one of this process would release it.
        String own = prefix + ProcessHandle.current().pid();
        try (DirectoryStream<Path> places = Files.newDirectoryStream(workspace.getParent(), prefix + "*")) {
            for (Path place : places) {
                String found = place.getFileName().toString();
                if (!found.equals(own)
                        && !found.startsWith(own + "-")
                        && Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
                    removeIfDead(place);
                }
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "cannot look beside {0}: {1}", workspace, e.toString());
        }
    }

    private static void removeIfDead(Path place) {
        Path lock = place.resolve(LOCK);
        if (!Files.isRegularFile(lock, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock held = channel.tryLock()) {
            if (held != null) {
                CredentialDirectory.eraseLeft(place.resolve(CREDENTIALS));
                Trees.delete(place);
                LOG.log(System.Logger.Level.INFO, "removed {0}, which a worker has left that was killed", place);
            }
        } catch (IOException | OverlappingFileLockException e) {
            LOG.log(System.Logger.Level.DEBUG, "{0} stays: {1}", place, e.toString());
        }
    }
}
