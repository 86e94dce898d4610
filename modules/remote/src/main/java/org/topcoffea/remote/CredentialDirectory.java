package org.topcoffea.remote;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.topcoffea.remote.CredentialParcel.Kind;

/**
 * The credentials that a worker was given: files that only its user can read, under names that stay when they are renewed,
 * overwritten and removed at the end. Programs find them by {@link #VARIABLE}. Thread-safe.
 */
public final class CredentialDirectory implements AutoCloseable {
    /** The environment variable that names such a directory, in which {@link Credentials} are looked for first. */
    public static final String VARIABLE = "TOPCOFFEA_CREDENTIALS";

    private static final System.Logger LOG = System.getLogger(CredentialDirectory.class.getName());
    private static final Set<PosixFilePermission> OWNER_FILE = PosixFilePermissions.fromString("rw-------");
    private static final String ARRIVING = ".arriving-";

    private final Path directory;
    private final Map<Kind, String> versions = new EnumMap<>(Kind.class);

    private CredentialDirectory(Path directory) {
        this.directory = directory;
    }

    /**
     * Makes a directory that only the user can enter.
     *
     * @param directory does not exist yet; its parent does
     * @throws RemoteException {@link RemoteError#UNWRITABLE}
     */
    public static CredentialDirectory make(Path directory) {
        try {
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return new CredentialDirectory(directory.toAbsolutePath());
        } catch (IOException e) {
            throw unwritable(directory, e);
        }
    }

    private static RemoteException unwritable(Path directory, IOException e) {
        return new RemoteException(
                RemoteError.UNWRITABLE,
                directory + ": credentials cannot be kept there (" + e + "): use another working directory",
                e);
    }

    /** Where it is. */
    public Path path() {
        return directory;
    }

    /**
     * Where a credential may be written that arrives; {@link #take} is to be called then.
     *
     * @param fileName {@link CredentialParcel#fileName}
     */
    public Path arriving(String fileName) {
        return directory.resolve(ARRIVING + kind(fileName).file());
    }

    private static Kind kind(String fileName) {
        return Kind.of(fileName)
                .orElseThrow(() -> new IllegalArgumentException("'" + fileName + "' does not name a credential"));
    }

    /** Keeps what has {@linkplain #arriving arrived}, in place of the one of its kind that there was. */
    public synchronized void take(String fileName) {
        Path made = arriving(fileName);
        Kind kind = kind(fileName);
        try {
            Files.setPosixFilePermissions(made, OWNER_FILE);
            Files.move(made, directory.resolve(kind.file()), StandardCopyOption.ATOMIC_MOVE);
            versions.put(kind, fileName);
            LOG.log(Level.DEBUG, "keeps {0}", fileName);
        } catch (IOException e) {
            throw unwritable(directory, e);
        }
    }

    /** Keeps a credential, in place of the one of its kind that there was; readers see the old or the new one. */
    public synchronized void keep(CredentialParcel parcel) {
        Path made = arriving(parcel.fileName());
        try {
            Files.deleteIfExists(made);
            try (FileChannel out = FileChannel.open(
                    made,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(OWNER_FILE))) {
                ByteBuffer content = ByteBuffer.wrap(parcel.content());
                while (content.hasRemaining()) {
                    out.write(content);
                }
            }
        } catch (IOException e) {
            throw unwritable(directory, e);
        }
        take(parcel.fileName());
    }

    /** Removes a credential; does nothing when a newer one of its kind has taken its place. */
    public synchronized void drop(String fileName) {
        Kind kind = kind(fileName);
        if (versions.remove(kind, fileName)) {
            erase(directory.resolve(kind.file()));
        }
    }

    /** The environment variables by which tasks find the credentials. */
    public synchronized Map<String, String> environment() {
        Map<String, String> variables = new HashMap<>();
        versions.keySet()
                .forEach(kind -> variables.put(
                        kind.variable(), directory.resolve(kind.file()).toString()));
        return variables;
    }

    /** Overwrites and removes all credentials. */
    public synchronized void clear() {
        versions.clear();
        eraseAll(directory);
    }

    /**
     * Overwrites and removes what a process has left in its directory that could not do so itself.
     *
     * @param left the directory of such a process; nothing happens if there is none
     */
    public static void eraseLeft(Path left) {
        if (Files.isDirectory(left, LinkOption.NOFOLLOW_LINKS)) {
            eraseAll(left);
            remove(left);
        }
    }

    private static void eraseAll(Path directory) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            files.forEach(CredentialDirectory::erase);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "cannot look into {0}: {1}", directory, e);
        }
    }

    private static void erase(Path file) {
        try {
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                Files.write(file, new byte[(int) Math.min(Files.size(file), 1 << 20)], StandardOpenOption.WRITE);
            }
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "cannot remove the credential {0}: {1}", file, e);
        }
    }

    private static void remove(Path directory) {
        try {
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "cannot remove {0}: {1}", directory, e);
        }
    }

    /** Overwrites and removes everything. */
    @Override
    public synchronized void close() {
        if (Files.isDirectory(directory)) {
            clear();
            remove(directory);
        }
    }
}
