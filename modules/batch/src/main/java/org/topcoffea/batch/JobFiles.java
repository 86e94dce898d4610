package org.topcoffea.batch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Puts what goes with jobs into the group's directory, readable by its owner only. */
public final class JobFiles {
    private static final Set<PosixFilePermission> PRIVATE_DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> PRIVATE_FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> PRIVATE_PROGRAM = PosixFilePermissions.fromString("rwx------");

    private JobFiles() {}

    /**
     * Copies the files of a job, its environment and nothing else into {@link JobGroup#files()}.
     *
     * @return the names there, in the order of the job's files; the file of variables, if there are any, comes last
     * @throws BatchException {@link BatchError#MISSING_FILE} or {@link BatchError#BAD_DIRECTORY}
     */
    public static List<String> prepare(JobDescription job, JobGroup group) {
        makePrivate(group.files());
        makePrivate(group.logs());
        List<String> names = new ArrayList<>();
        for (JobFile file : job.files()) {
            if (!Files.isReadable(file.source()) || !Files.isRegularFile(file.source())) {
                throw new BatchException(
                        BatchError.MISSING_FILE, file.source() + " is not a readable file, but jobs need it");
            }
            copy(file, group.files().resolve(file.name()));
            names.add(file.name());
        }
        if (!job.environment().isEmpty()) {
            String name = environmentName(job);
            write(group.files().resolve(name), environmentText(job.environment()), false);
            names.add(name);
        }
        return names;
    }

    /** The name of the file of variables, or empty if there are none. Equal variables have equal names. */
    public static String environmentName(JobDescription job) {
        return job.environment().isEmpty() ? "" : "environment-" + digest(environmentText(job.environment()));
    }

    /**
     * Writes a file that only its owner can read, whole or not at all.
     *
     * @param file where
     * @param text what
     * @param program whether its owner may run it
     * @throws BatchException {@link BatchError#BAD_DIRECTORY}
     */
    public static void write(Path file, String text, boolean program) {
        replace(file, program ? PRIVATE_PROGRAM : PRIVATE_FILE, part -> Files.writeString(part, text));
    }

    /**
     * Makes a directory, and those above it, that only its owner can enter; one that is there already stays as it is.
     *
     * @throws BatchException {@link BatchError#BAD_DIRECTORY}
     */
    public static void makePrivate(Path directory) {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(PRIVATE_DIRECTORY));
            }
        } catch (IOException e) {
            throw new BatchException(
                    BatchError.BAD_DIRECTORY, directory + " cannot be made: name another directory", e);
        }
    }

    private static void copy(JobFile file, Path target) {
        try {
            if (Files.exists(target) && Files.mismatch(file.source(), target) < 0) {
                return;
            }
        } catch (IOException e) {
            throw new BatchException(BatchError.MISSING_FILE, file.source() + " cannot be read", e);
        }
        replace(
                target,
                file.kind() == JobFile.Kind.PROGRAM ? PRIVATE_PROGRAM : PRIVATE_FILE,
                part -> Files.copy(file.source(), part, StandardCopyOption.REPLACE_EXISTING));
    }

    private static void replace(Path target, Set<PosixFilePermission> permissions, Filling filling) {
        Path directory = target.toAbsolutePath().getParent();
        try {
            Path part =
                    Files.createTempFile(directory, "part-", "", PosixFilePermissions.asFileAttribute(PRIVATE_FILE));
            try {
                filling.fill(part);
                Files.setPosixFilePermissions(part, permissions);
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new BatchException(
                    BatchError.BAD_DIRECTORY,
                    target + " cannot be written (" + e.getMessage() + "): make room, or name another directory",
                    e);
        }
    }

    private static String environmentText(Map<String, String> variables) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(variables)
                .forEach((name, value) -> text.append("export ")
                        .append(name)
                        .append('=')
                        .append(JobScript.quoted(value))
                        .append('\n'));
        return text.toString();
    }

    private static String digest(String text) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @FunctionalInterface
    private interface Filling {
        void fill(Path part) throws IOException;
    }
}
