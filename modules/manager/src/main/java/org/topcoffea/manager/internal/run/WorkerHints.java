package org.topcoffea.manager.internal.run;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.topcoffea.plan.ManagerOptions;
import org.topcoffea.wire.Address;
import org.topcoffea.wire.CatalogClient;
import org.topcoffea.wire.ServerTls;

/** How workers for this manager are started. */
final class WorkerHints {
    private final ManagerOptions options;
    private final CatalogClient catalog;
    private final ServerTls tls;
    private final int port;

    WorkerHints(ManagerOptions options, CatalogClient catalog, ServerTls tls, int port) {
        this.options = options;
        this.catalog = catalog;
        this.tls = tls;
        this.port = port;
    }

    /** The name of this machine. */
    static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** What to type elsewhere, one command in each line. */
    List<String> commands() {
        String secret = options.passwordFile().map(file -> " -P " + file).orElse("");
        List<String> lines = new ArrayList<>();
        if (catalog.present()) {
            String where = options.catalog().isEmpty()
                    ? ""
                    : " -C "
                            + catalog.catalogs().stream().map(Address::toString).collect(Collectors.joining(","));
            lines.add("topcoffea worker -M " + options.name() + where + secret);
        }
        lines.add("topcoffea worker " + host() + " " + port + secret
                + (tls.fingerprint().isEmpty() ? "" : " --ssl-fingerprint " + tls.fingerprint()));
        return lines;
    }

    /** The arguments of a worker on this machine. */
    List<String> local(int workers) {
        List<String> arguments = new ArrayList<>(List.of("127.0.0.1", Integer.toString(port)));
        int cores = Math.max(1, Runtime.getRuntime().availableProcessors() / Math.max(1, workers));
        arguments.addAll(List.of("--cores", Integer.toString(cores)));
        options.passwordFile().ifPresent(file -> arguments.addAll(List.of("-P", file.toString())));
        if (options.ssl()) {
            arguments.addAll(List.of("--ssl-fingerprint", tls.fingerprint()));
        }
        arguments.addAll(List.of("--parent-death", "--single-shot"));
        return arguments;
    }
}
