package org.topcoffea.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.topcoffea.remote.FileCopy;
import org.topcoffea.remote.RemoteFiles;
import org.topcoffea.remote.RemoteOptions;
import org.topcoffea.root.ByteSource;
import org.topcoffea.runner.EventFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Copies a file from a server. */
@Command(
        name = "cp",
        description = {
            "Copy a file from a server (root://, https://, davs://) to this machine and check it.",
            "The file appears under its name when all of it is there and its checksum is right."
        })
final class CopyCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "URL", description = "The file on the server, or a path.")
    private String url = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "Where it goes: a path, or an existing directory.")
    private Path target = Path.of("");

    @Option(
            names = {"-f", "--force"},
            description = "Replace FILE if it exists.")
    private boolean force;

    @Option(names = "--no-check", description = "Do not ask the server for its checksum.")
    private boolean unchecked;

    @Option(
            names = {"-q", "--quiet"},
            description = "Say nothing of the progress.")
    private boolean quiet;

    CopyCommand() {}

    @Override
    public Integer call() {
        long begin = System.nanoTime();
        try (RemoteFiles remote = RemoteFiles.with(RemoteOptions.standard(System.getenv()));
                ByteSource source = EventFiles.open(url, remote)) {
            Path file = Files.isDirectory(target) ? target.resolve(name()) : target;
            CopyProgress progress = new CopyProgress(quiet ? CopyProgress.Style.SILENT : CopyProgress.style());
            FileCopy.Copied copied;
            try {
                copied = FileCopy.copy(source, file, force, () -> checksum(remote), progress);
            } finally {
                progress.finish();
            }
            if (!quiet) {
                report(file, copied, (System.nanoTime() - begin) / 1e9);
            }
        }
        return ExitCode.COMPLETE.code();
    }

    private Optional<String> checksum(RemoteFiles remote) {
        return unchecked || !EventFiles.isRemote(url) ? Optional.empty() : remote.checksum(url);
    }

    /** The last part of the path, without what follows a question mark. */
    private String name() {
        String path = url.contains("://") && url.contains("?") ? url.substring(0, url.indexOf('?')) : url;
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static void report(Path file, FileCopy.Copied copied, double seconds) {
        Console.note(String.format(
                Locale.ROOT,
                "%s: %d bytes in %.2f s (%.1f MB/s), %s%s",
                file,
                copied.bytes(),
                seconds,
                copied.bytes() / 1e6 / Math.max(seconds, 1e-3),
                copied.checksum(),
                copied.verified() ? " as the server says" : ", not compared with the server"));
    }
}
