package org.topcoffea.worker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.topcoffea.spi.Resources;
import org.topcoffea.wire.Address;
import org.topcoffea.wire.ClientTls;
import org.topcoffea.wire.ConnectionMode;
import org.topcoffea.wire.Password;

/**
 * How a worker is set up.
 *
 * @param managers where its manager may be, for a worker that is told; empty for one that asks the catalog
 * @param project a regular expression for the names of managers, for a worker that asks the catalog
 * @param catalog {@code host[:port]} of catalogs separated by commas; empty for those of the environment
 * @param connectionMode how managers from the catalog are reached
 * @param password what the manager must know; {@link Password#NONE} for none
 * @param tls how connections are encrypted; {@link ClientTls#NONE} leaves it to the catalog
 * @param idleTimeout after so long without work it leaves its manager
 * @param connectTimeout after so long without a manager it ends
 * @param minBackoff the first pause between attempts to connect
 * @param maxBackoff the longest pause
 * @param resources what it offers; {@link Resources#UNSPECIFIED} for all that the machine has
 * @param wallTime after so long it ends; zero for never
 * @param features what it says it has
 * @param workdir where its workspace is made; empty for the usual places
 * @param singleShot whether it ends after its first manager
 * @param parentDeath whether it ends when its parent does
 * @param architecture what it says of its processor; empty for the truth
 * @param system what it says of its operating system; empty for the truth
 * @param factory the factory that started it, or empty
 * @param symlinks whether inputs may be symbolic links where nothing better can be had
 * @param taskWrapper a command that is put in front of every command, or empty
 * @param vacateTime how long it takes at most to hand over what it holds when it has to leave
 * @param version what it says of its version
 * @param runtime sixteen digits that tell its runtime, or empty when it is not an image
 * @param runners how runners are started; empty for a worker that runs commands only
 * @param environment its environment variables
 */
public record WorkerOptions(
        List<Address> managers,
        String project,
        String catalog,
        ConnectionMode connectionMode,
        Password password,
        ClientTls tls,
        Duration idleTimeout,
        Duration connectTimeout,
        Duration minBackoff,
        Duration maxBackoff,
        Resources resources,
        Duration wallTime,
        List<String> features,
        String workdir,
        boolean singleShot,
        boolean parentDeath,
        String architecture,
        String system,
        String factory,
        boolean symlinks,
        String taskWrapper,
        Duration vacateTime,
        String version,
        String runtime,
        Optional<RunnerProgram> runners,
        Map<String, String> environment) {
    /** Copies the collections. */
    public WorkerOptions {
        managers = List.copyOf(managers);
        features = List.copyOf(features);
        environment = Map.copyOf(environment);
    }

    /** How a runner is started: the program that calls {@link TaskRunner}. */
    public interface RunnerProgram {
        /**
         * The command.
         *
         * @param heapMegabytes how much memory its objects may take
         * @param threads how many threads process events
         */
        List<String> command(long heapMegabytes, int threads);

        /**
         * What to set in its environment.
         *
         * @param heapMegabytes how much memory its objects may take
         */
        Map<String, String> environment(long heapMegabytes);
    }
}
