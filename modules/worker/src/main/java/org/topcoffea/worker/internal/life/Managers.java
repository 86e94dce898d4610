package org.topcoffea.worker.internal.life;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.wire.Address;
import org.topcoffea.wire.CatalogClient;
import org.topcoffea.wire.ClientTls;
import org.topcoffea.wire.ManagerRecord;
import org.topcoffea.worker.WorkerOptions;

/** The managers that a worker may serve: those it was told, or those that the catalog knows by a name. */
final class Managers {
    private static final System.Logger LOG = System.getLogger("wq");

    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "::1");
    private static final Duration NEAR = Duration.ofMillis(200);

    private final WorkerOptions options;
    private final Random random = new Random();
    private List<Address> left = List.of();

    /**
     * A manager.
     *
     * @param places where it may be reached, in order
     * @param tls how connections to it are encrypted
     */
    record Candidate(List<Address> places, ClientTls tls) {}

    Managers(WorkerOptions options) {
        this.options = options;
    }

    boolean fromCatalog() {
        return !options.project().isEmpty();
    }

    /**
     * How long to wait before the next attempt. Asking this machine costs nothing, and its user may be waiting for the manager
     * that he has just started.
     *
     * @param usual how long it would be otherwise
     */
    Duration pause(Duration usual) {
        boolean here = !fromCatalog() && options.managers().stream().allMatch(place -> HERE.contains(place.host()));
        return here && usual.compareTo(NEAR) > 0 ? NEAR : usual;
    }

    /** The manager that was left for want of work; another one comes first now. */
    void left(Candidate candidate) {
        left = candidate.places();
    }

    /** The managers to try, in order; empty if there is none now. */
    List<Candidate> candidates() {
        if (!fromCatalog()) {
            return List.of(new Candidate(options.managers(), options.tls()));
        }
        List<Candidate> found = new ArrayList<>();
        try {
            for (ManagerRecord record :
                    CatalogClient.of(options.catalog(), options.environment()).managers(options.project())) {
                candidate(record, found);
            }
        } catch (AnalysisException e) {
            LOG.log(System.Logger.Level.INFO, "{0}", e.getMessage());
        }
        if (!found.isEmpty()) {
            Collections.rotate(found, random.nextInt(found.size()));
            found.sort((one, other) ->
                    Boolean.compare(one.places().equals(left), other.places().equals(left)));
        }
        return found;
    }

    private void candidate(ManagerRecord record, List<Candidate> found) {
        List<Address> places = record.places(options.connectionMode());
        boolean wanted = options.tls() != ClientTls.NONE;
        if (places.isEmpty() || (wanted && !record.encrypted())) {
            LOG.log(System.Logger.Level.INFO, "manager {0} is passed over: no place, or no TLS", record.project());
            return;
        }
        ClientTls tls = options.tls();
        if (record.encrypted() && !wanted) {
            tls = record.fingerprint().isEmpty() ? ClientTls.unverified() : ClientTls.pinned(record.fingerprint());
        }
        found.add(new Candidate(places, tls));
    }
}
