package org.topcoffea.worker.internal.session;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.worker.WorkerError;
import org.topcoffea.worker.internal.workspace.Cache;

/** Makes cached objects by download or by a command of the manager. */
final class ObjectMaker implements Cache.Maker {
    private static final int TEXT_LIMIT = 64 << 10;

    private final Path directory;
    private final Map<String, String> environment;

    ObjectMaker(Path directory, Map<String, String> environment) {
        this.directory = directory;
        this.environment = environment;
    }

    @Override
    public void make(Cache.Source source, Path target) throws InterruptedException {
        List<String> command = switch (source) {
            case Cache.Source.Url url ->
                List.of(curl(url.url()), "-sSL", "--fail", "--globoff", "-o", target.toString(), "--", url.url());
            case Cache.Source.Command shell ->
                List.of("/bin/sh", "-c", shell.command().replace("%%", target.toString()));
        };
        Path output = target.resolveSibling(target.getFileName() + ".text");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            run(builder.start(), source, target, output);
        } catch (IOException e) {
            throw new AnalysisException(WorkerError.INPUT_MISSING, "cannot be made: " + e, e);
        }
    }

    private static void run(Process process, Cache.Source source, Path target, Path output)
            throws IOException, InterruptedException {
        try {
            int code = process.waitFor();
            if (code != 0) {
                throw new AnalysisException(WorkerError.INPUT_MISSING, text(output, code));
            }
            if (Files.isRegularFile(target)) {
                Files.setPosixFilePermissions(target, rights(source.mode()));
            }
        } finally {
            process.destroyForcibly();
            Files.deleteIfExists(output);
        }
    }

    private static String text(Path output, int code) throws IOException {
        byte[] bytes = Files.readAllBytes(output);
        String text = new String(bytes, 0, Math.min(bytes.length, TEXT_LIMIT), StandardCharsets.UTF_8);
        return text.isBlank() ? "exit code " + code : text;
    }

    private String curl(String url) {
        for (String place : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            File program = new File(place, "curl");
            if (!place.isEmpty() && program.canExecute()) {
                return program.toString();
            }
        }
        throw new AnalysisException(
                WorkerError.INPUT_MISSING, url + ": this worker has no program 'curl' to download it with: install it");
    }

    private static Set<PosixFilePermission> rights(int mode) {
        Set<PosixFilePermission> rights = EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        if ((mode & 0111) != 0) {
            rights.add(PosixFilePermission.OWNER_EXECUTE);
        }
        return rights;
    }
}
