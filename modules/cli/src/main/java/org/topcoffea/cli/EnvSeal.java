package org.topcoffea.cli;

import java.util.concurrent.Callable;
import org.topcoffea.environment.RuntimeArchive;
import picocli.CommandLine.Command;

/** The last step of making an image. */
@Command(name = "seal", hidden = true, description = "Write the key of this image into it.")
final class EnvSeal implements Callable<Integer> {
    EnvSeal() {}

    @Override
    public Integer call() {
        Console.line(RuntimeArchive.seal(EnvCommand.image()));
        return ExitCode.COMPLETE.code();
    }
}
