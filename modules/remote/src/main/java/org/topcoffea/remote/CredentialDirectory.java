package org.topcoffea.remote;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The credentials that a worker was given: files that only its user can read, under names that stay when they are renewed,
 * overwritten and removed at the end. Thread-safe.
 */
public final class CredentialDirectory implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(CredentialDirectory.class.getName());

    private final Path directory;
    private final Map<CredentialParcel.Kind, Path> files = new EnumMap<>(CredentialParcel.Kind.class);

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

    /** Keeps a credential, in place of the one of its kind that there was; readers see the old or the new one. */
    public synchronized void keep(CredentialParcel parcel) {
        String name = parcel.kind().name().toLowerCase(java.util.Locale.ROOT);
        Path target = directory.resolve(name);
        Path temporary = directory.resolve("." + name + ".new");
        try {
            Files.deleteIfExists(temporary);
            Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            try (FileChannel out = FileChannel.open(
                    temporary,
                    options,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                ByteBuffer content = ByteBuffer.wrap(parcel.content());
                while (content.hasRemaining()) {
                    out.write(content);
                }
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            files.put(parcel.kind(), target);
            LOG.log(Level.DEBUG, "keeps {0}", parcel);
        } catch (IOException e) {
            throw unwritable(directory, e);
        }
    }

    /** The environment variables by which tasks find the credentials. */
    public synchronized Map<String, String> environment() {
        Map<String, String> variables = new HashMap<>();
        files.forEach((kind, file) -> variables.put(kind.variable(), file.toString()));
        return variables;
    }

    /** Overwrites and removes everything. */
    @Override
    public synchronized void close() {
        for (Path file : files.values()) {
            try {
                Files.write(file, new byte[(int) Files.size(file)], StandardOpenOption.WRITE);
                Files.delete(file);
            } catch (IOException e) {
                LOG.log(Level.WARNING, "cannot remove the credential {0}: {1}", file, e);
            }
        }
        files.clear();
        try {
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "cannot remove {0}: {1}", directory, e);
        }
    }
}
