package org.topcoffea.factory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.Resources;
import org.topcoffea.wire.Address;
import org.topcoffea.wire.CatalogClient;
import org.topcoffea.wire.CatalogRecord;
import org.topcoffea.wire.ClientTls;
import org.topcoffea.wire.ConnectOptions;
import org.topcoffea.wire.ConnectionMode;
import org.topcoffea.wire.ManagerRecord;
import org.topcoffea.wire.Password;
import org.topcoffea.wire.StatusClient;
import org.topcoffea.wire.StatusQuery;

/**
 * Finds managers and asks them how they are. The catalog says where managers are, but what it knows of their tasks is up to a
 * minute old; so each is asked itself, and only one that does not answer is taken at the catalog's word.
 */
final class ManagerFinder {
    private static final int PROTOCOL = 11;
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration SILENCE = Duration.ofSeconds(10);

    /** How long a manager that did not answer is not asked again. */
    private static final long PAUSE_SECONDS = 60;

    /** With more tasks than this, their sizes are not asked for one by one. */
    private static final long MOST_TASKS = 5000;

    private final CatalogClient catalog;
    private final List<Address> fixed;
    private final Password password;
    private final boolean ssl;
    private final Consumer<String> notes;
    private final Map<String, Long> silentSince = new HashMap<>();

    /** How the managers that were found last are reached, by the host and port that their loads have. */
    private final Map<String, Access> reached = new HashMap<>();

    /**
     * How a manager is asked.
     *
     * @param places where it may be
     * @param encrypted whether by TLS
     */
    private record Access(List<Address> places, boolean encrypted) {}

    ManagerFinder(CatalogClient catalog, List<Address> fixed, Password password, boolean ssl, Consumer<String> notes) {
        this.catalog = catalog;
        this.fixed = List.copyOf(fixed);
        this.password = password;
        this.ssl = ssl;
        this.notes = notes;
    }

    /**
     * The managers to serve.
     *
     * @param now seconds
     * @param settings gives their names
     * @throws AnalysisException if no catalog answers: then it is not known whether there are any
     */
    List<ManagerLoad> find(long now, FactorySettings settings) {
        List<ManagerLoad> loads = new ArrayList<>();
        reached.clear();
        if (!fixed.isEmpty()) {
            ask(now, fixed, ssl, settings.worker(), "").ifPresent(loads::add);
            return loads;
        }
        for (ManagerRecord record : catalog.managers(settings.managerName())) {
            add(now, record, settings.worker(), loads);
        }
        if (!settings.foremenName().isEmpty()) {
            // What managers have given to foremen is counted there.
            loads.replaceAll(ManagerFinder::waitingOnly);
            for (ManagerRecord record : catalog.managers(settings.foremenName())) {
                add(now, record, settings.worker(), loads);
            }
        }
        return loads;
    }

    /** Whether there is a manager to serve; a catalog that does not answer names none. */
    boolean anybody(FactorySettings settings) {
        try {
            return fixed.isEmpty() && !catalog.managers(settings.managerName()).isEmpty();
        } catch (AnalysisException e) {
            return false;
        }
    }

    /** Whether one of these managers has tasks by now; one that does not answer has none. */
    boolean workFor(long now, List<ManagerLoad> managers) {
        for (ManagerLoad manager : managers) {
            Access access = reached.get(manager.host() + ":" + manager.port());
            if (access != null && !isSilent(now, access.places().toString()) && hasWork(access)) {
                return true;
            }
        }
        return false;
    }

    private boolean hasWork(Access access) {
        for (Address place : access.places()) {
            try {
                List<CatalogRecord> answer = new StatusClient(place, options(access)).ask(StatusQuery.QUEUE_STATUS);
                if (!answer.isEmpty()) {
                    ManagerRecord record = new ManagerRecord(answer.getFirst());
                    return record.tasksWaiting() + record.tasksLeft() + record.tasksOnWorkers() > 0;
                }
            } catch (AnalysisException e) {
                // Perhaps at another address; the next cycle says what is wrong.
                continue;
            }
        }
        return false;
    }

    private ConnectOptions options(Access access) {
        return ConnectOptions.PLAIN
                .withPassword(password)
                .withTls(access.encrypted() ? ClientTls.unverified() : ClientTls.NONE)
                .withPatience(PATIENCE, SILENCE);
    }

    private boolean isSilent(long now, String key) {
        Long silent = silentSince.get(key);
        return silent != null && now - silent < PAUSE_SECONDS;
    }

    private void add(long now, ManagerRecord record, Resources worker, List<ManagerLoad> loads) {
        if (record.protocol() != PROTOCOL && record.protocol() != 0) {
            notes.accept("skipping manager " + record.project() + " at " + record.host() + ":" + record.port()
                    + ": it speaks protocol " + record.protocol() + " and workers speak " + PROTOCOL);
            return;
        }
        loads.add(ask(now, record.places(ConnectionMode.MANAGER_CHOICE), record.encrypted(), worker, record.host())
                .orElseGet(() -> LoadReader.read(record, List.of(), worker, record.host())));
    }

    private Optional<ManagerLoad> ask(
            long now, List<Address> places, boolean encrypted, Resources worker, String host) {
        String key = places.toString();
        if (isSilent(now, key)) {
            return Optional.empty();
        }
        Access access = new Access(places, encrypted);
        String problem = "it has no address";
        for (Address place : places) {
            try {
                ManagerLoad load =
                        ask(new StatusClient(place, options(access)), worker, host.isEmpty() ? place.host() : host);
                silentSince.remove(key);
                reached.put(load.host() + ":" + load.port(), access);
                return Optional.of(load);
            } catch (AnalysisException e) {
                problem = String.valueOf(e.getMessage());
            }
        }
        if (silentSince.put(key, now) == null) {
            notes.accept("manager at " + key + " does not answer itself (" + problem + ")");
        }
        return Optional.empty();
    }

    private static ManagerLoad ask(StatusClient client, Resources worker, String host) {
        List<CatalogRecord> answer = client.ask(StatusQuery.QUEUE_STATUS);
        ManagerRecord record = new ManagerRecord(answer.isEmpty() ? CatalogRecord.of(Map.of()) : answer.getFirst());
        long tasks = record.tasksWaiting() + record.tasksOnWorkers();
        List<CatalogRecord> each = tasks > 0 && tasks <= MOST_TASKS ? client.ask(StatusQuery.TASK_STATUS) : List.of();
        return LoadReader.read(record, each, worker, host);
    }

    private static ManagerLoad waitingOnly(ManagerLoad load) {
        long all = load.kinds().stream().mapToLong(TaskKind::count).sum();
        double share = all == 0 ? 0 : (double) load.tasksWaiting() / all;
        return new ManagerLoad(
                load.project(),
                load.host(),
                load.port(),
                load.tasksWaiting(),
                load.tasksRunning(),
                load.tasksComplete(),
                load.workers(),
                load.kinds().stream()
                        .map(kind -> new TaskKind((long) Math.ceil(kind.count() * share), kind.size()))
                        .toList(),
                load.tasksLeft(),
                load.capacity(),
                load.blockedHosts());
    }
}
