package org.topcoffea.worker.internal.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.worker.WorkerError;

/**
 * The directory of a worker, {@code worker-UID-PID} in a place of the user's choice (and a number for further ones of a process). Whatever a worker writes is in it, and all
 * of it goes when the worker ends.
 */
public final class Workspace implements AutoCloseable {
    private static final List<String> PLACES = List.of("CCTOOLS_TEMP", "_CONDOR_SCRATCH_DIR", "TMPDIR", "TEMP", "TMP");
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");
    private static final int CHECK_SECONDS = 30;

    /** Workers of one process, as a manager may have beside itself. */
    private static final AtomicLong WORKERS = new AtomicLong();

    private final Path directory;
    private final Trash trash;
    private final Leftovers.Claim claim;
    private final AtomicLong number = new AtomicLong();

    private Workspace(Path directory) throws IOException {
        this.directory = directory;
        for (String part : List.of("cache", "incoming", "tmp", "trash")) {
            Files.createDirectory(directory.resolve(part));
        }
        this.trash = new Trash(directory.resolve("trash"));
        this.claim = Leftovers.claim(directory);
    }

    /** Where the workspace of a process belongs: below the directory given, else the first that the environment names. */
    public static Path place(String given, Map<String, String> environment) {
        List<String> candidates = new ArrayList<>();
        if (!given.isEmpty()) {
            candidates.add(given);
        } else {
            PLACES.forEach(name -> candidates.add(environment.getOrDefault(name, "")));
            candidates.add("/tmp");
        }
        Path base = candidates.stream()
                .filter(candidate -> !candidate.isBlank())
                .map(Path::of)
                .filter(path -> !given.isEmpty() || (Files.isDirectory(path) && Files.isWritable(path)))
                .findFirst()
                .orElse(Path.of("/tmp"));
        long earlier = WORKERS.getAndIncrement();
        return base.toAbsolutePath()
                .normalize()
                .resolve("worker-" + userId() + "-" + ProcessHandle.current().pid()
                        + (earlier == 0 ? "" : "-" + earlier));
    }

    private static String userId() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
        } catch (IOException | IllegalArgumentException | UnsupportedOperationException e) {
            return System.getProperty("user.name", "user");
        }
    }

    /**
     * Makes the directory and proves that programs run in it.
     *
     * @param directory from {@link #place}; what an earlier process of the same number left there is removed
     * @throws AnalysisException {@link WorkerError#BAD_WORKSPACE}
     */
    public static Workspace create(Path directory) {
        try {
            Files.createDirectories(directory.getParent());
            Trees.delete(directory);
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWNER));
            Path real = directory.toRealPath();
            checkExecutable(real);
            Leftovers.remove(real);
            return new Workspace(real);
        } catch (IOException e) {
            throw new AnalysisException(
                    WorkerError.BAD_WORKSPACE,
                    directory + ": the workspace cannot be made (" + e + "); name another directory with --workdir",
                    e);
        }
    }

    private static void checkExecutable(Path directory) throws IOException {
        Path script = directory.resolve("check.sh");
        Files.writeString(script, "#!/bin/sh\nexit 0\n");
        Files.setPosixFilePermissions(script, OWNER);
        try {
            Process process = new ProcessBuilder(script.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(CHECK_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException("programs do not run there");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Files.deleteIfExists(script);
        }
    }

    /** The directory. */
    public Path directory() {
        return directory;
    }

    /** For temporary files that tasks share ({@code WORKER_TMPDIR}). */
    public Path temporary() {
        return directory.resolve("tmp");
    }

    /** Where cached objects are. */
    Path cache() {
        return directory.resolve("cache");
    }

    /** A path that nobody else uses, for something that arrives. */
    Path incoming() {
        return directory.resolve("incoming").resolve(Long.toString(number.incrementAndGet()));
    }

    /** Where credentials are kept that a manager sends; to be made. */
    public Path credentials() {
        return directory.resolve(Leftovers.CREDENTIALS);
    }

    /** The file for what a task prints. */
    public Path output(long task) {
        return directory.resolve("worker.stdout." + task + "." + number.incrementAndGet());
    }

    /** The sandbox of a task, to be made. */
    public Path sandbox(long task) {
        return directory.resolve("t." + task);
    }

    /** Removes a file or tree: at once out of sight, soon from the disk. */
    public void discard(Path path) {
        trash.add(path);
    }

    /** How many bytes are free for the user on the disk of the workspace. */
    public long freeBytes() {
        try {
            return Files.getFileStore(directory).getUsableSpace();
        } catch (IOException e) {
            return 0;
        }
    }

    /** Removes everything. */
    @Override
    public void close() {
        trash.close();
        try {
            Trees.delete(directory);
        } catch (IOException e) {
            System.getLogger(Workspace.class.getName())
                    .log(System.Logger.Level.WARNING, "the workspace {0} cannot be removed: {1}", directory, e);
        }
        claim.close();
    }
}
