package org.topcoffea.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.wire.Address;
import org.topcoffea.wire.CatalogClient;
import org.topcoffea.wire.CatalogRecord;
import org.topcoffea.wire.ClientTls;
import org.topcoffea.wire.ConnectOptions;
import org.topcoffea.wire.ConnectionMode;
import org.topcoffea.wire.ManagerRecord;
import org.topcoffea.wire.Password;
import org.topcoffea.wire.StatusClient;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows how managers are, ours and those of Work Queue; takes the options of {@code work_queue_status}. */
@Command(
        name = "status",
        description = "Show managers, workers and tasks, and what they wait for.",
        sortOptions = false,
        footer = "%nWithout HOST and PORT, the managers that a catalog knows.")
final class StatusCommand implements Callable<Integer> {
    private static final String NOBODY = "127.0.0.1:-1";

    @Parameters(arity = "0..2", paramLabel = "HOST PORT", description = "One manager, as 'HOST PORT' or 'HOST:PORT'.")
    private List<String> place = new ArrayList<>();

    @ArgGroup
    private StatusMode mode = new StatusMode();

    @Option(
            names = {"-M", "--manager-name", "--project-name"},
            paramLabel = "REGEX",
            description = "Only managers of this name; with -W, -T or -A the first of them.")
    private String project = "";

    @Option(
            names = {"-C", "--catalog"},
            paramLabel = "HOST[:PORT],...",
            description = "The catalogs to ask [$CATALOG_HOST].")
    private String catalog = "";

    @Option(
            names = "--where",
            paramLabel = "EXPR",
            description = "Only records that meet this condition, such as 'tasks_waiting>0 and owner==\"me\"'.")
    private String where = "true";

    @Option(
            names = {"-l", "--verbose", "--json"},
            description = "Print JSON, everything that is known.")
    private boolean json;

    @Option(
            names = {"-P", "--password"},
            paramLabel = "FILE",
            description = "The password of the manager is every byte of this file.")
    private @Nullable Path password;

    @Option(
            names = {"-t", "--timeout"},
            paramLabel = "TIME",
            converter = WorkerTimes.Time.class,
            description = "Give up after so long [30].")
    private Duration timeout = Duration.ofSeconds(30);

    @Mixin
    private WorkerTls tls = new WorkerTls();

    @Option(
            names = {"-d", "-o", "-O"},
            hidden = true,
            description = "Taken for the sake of scripts, without effect.")
    private List<String> ignored = new ArrayList<>();

    @Option(names = "-v", versionHelp = true, hidden = true, description = "Print the version.")
    void version(boolean asked) {
        // printed instead of running the command
    }

    @Spec
    private @Nullable CommandSpec spec;

    StatusCommand() {}

    @Override
    public Integer call() {
        if (place.isEmpty() && !(mode.direct() && !project.isEmpty())) {
            if (mode.direct()) {
                throw usage("-W, -T and -A need a manager: HOST PORT, or its name with -M");
            }
            print(managers());
        } else {
            print(ask());
        }
        return ExitCode.COMPLETE.code();
    }

    private ParameterException usage(String text) {
        if (spec == null) {
            throw new IllegalStateException("not called from a command line");
        }
        return new ParameterException(spec.commandLine(), text);
    }

    /** What the catalog knows. */
    private List<CatalogRecord> managers() {
        CatalogClient client = CatalogClient.of(catalog, System.getenv());
        if (!client.present()) {
            throw usage("name a manager (HOST PORT) or a catalog (-C, or CATALOG_HOST in the environment)");
        }
        List<CatalogRecord> records = new ArrayList<>();
        List<CatalogRecord> met = where.equals("true") ? List.of() : client.query(where);
        for (ManagerRecord manager : client.managers(project.isEmpty() ? ".*" : project)) {
            String above = manager.fields().text("my_manager", NOBODY);
            boolean wanted = where.equals("true") || met.contains(manager.fields());
            if (wanted && (above.equals(NOBODY) || !project.isEmpty())) {
                records.add(manager.fields());
            }
        }
        return records;
    }

    /** What a manager says itself. */
    private List<CatalogRecord> ask() {
        Target target = target();
        Password secret = password == null ? Password.NONE : Password.read(password);
        ConnectOptions options =
                ConnectOptions.PLAIN.withPassword(secret).withTls(target.tls()).withPatience(timeout, timeout);
        AnalysisException last = null;
        for (Address address : target.places()) {
            try {
                return new StatusClient(address, options).ask(mode.query());
            } catch (AnalysisException e) {
                last = e;
            }
        }
        if (last == null) {
            throw usage("the catalog does not say where the manager '" + project + "' is");
        }
        throw last;
    }

    private Target target() {
        if (place.size() == 2) {
            return new Target(List.of(Address.parse(place.getFirst() + ":" + place.getLast())), tls.tls());
        }
        if (place.size() == 1) {
            return new Target(List.of(Address.parse(place.getFirst())), tls.tls());
        }
        List<ManagerRecord> found = CatalogClient.of(catalog, System.getenv()).managers(project);
        if (found.isEmpty()) {
            throw usage("the catalog knows no manager '" + project + "'");
        }
        ManagerRecord manager = found.getFirst();
        ClientTls given = tls.tls();
        ClientTls advertised =
                manager.fingerprint().isEmpty() ? ClientTls.unverified() : ClientTls.pinned(manager.fingerprint());
        return new Target(
                manager.places(ConnectionMode.MANAGER_CHOICE),
                given.present() || !manager.encrypted() ? given : advertised);
    }

    private void print(List<CatalogRecord> records) {
        if (json) {
            Console.line("[");
            for (int i = 0; i < records.size(); i++) {
                Console.line(records.get(i).json() + (i + 1 < records.size() ? "," : ""));
            }
            Console.line("]");
            return;
        }
        mode.table().lines(records).forEach(Console::line);
        for (CatalogRecord record : records) {
            reasons(record, "why_not_running", "task " + record.text("taskid", "?") + " does not run: ");
            reasons(record, "why_no_workers", "there are no workers: ");
        }
    }

    private static void reasons(CatalogRecord record, String field, String about) {
        for (Object reason : record.list(field)) {
            Console.line(about + reason);
        }
    }

    private record Target(List<Address> places, ClientTls tls) {}
}
