package org.topcoffea.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.topcoffea.wire.ClientTls;
import picocli.CommandLine.Option;

/** How a worker encrypts. */
final class WorkerTls {
    @Option(names = "--ssl", description = "Encrypt, without asking who the manager is.")
    private boolean ssl;

    @Option(
            names = "--ssl-ca",
            paramLabel = "FILE",
            description = "Encrypt, and serve only managers that these certificates (PEM) vouch for.")
    private @Nullable Path authorities;

    @Option(
            names = "--ssl-fingerprint",
            paramLabel = "HEX",
            description = "Encrypt, and serve only the manager whose certificate has this SHA-256.")
    private String fingerprint = "";

    WorkerTls() {}

    ClientTls tls() {
        if (!fingerprint.isEmpty()) {
            return ClientTls.pinned(fingerprint);
        }
        if (authorities != null) {
            return ClientTls.trusting(authorities);
        }
        return ssl ? ClientTls.unverified() : ClientTls.NONE;
    }
}
