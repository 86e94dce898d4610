package org.topcoffea.wire;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Asks catalogs for records and tells them ours. Blocks. */
public final class CatalogClient {
    /** The port of catalogs. */
    public static final int PORT = 9097;

    private final List<Address> catalogs;
    private final Duration timeout;
    private final boolean udp;

    /**
     * Prepares questions.
     *
     * @param catalogs queries go to the first that answers, updates to all
     * @param timeout how long one of them may take
     * @param udp whether updates travel as datagrams instead of over TCP
     */
    public CatalogClient(List<Address> catalogs, Duration timeout, boolean udp) {
        this.catalogs = List.copyOf(catalogs);
        this.timeout = timeout;
        this.udp = udp;
    }

    /**
     * The catalogs somebody means: those given, else those of {@code CATALOG_HOST} and {@code CATALOG_PORT}; updates as
     * {@code CATALOG_UPDATE_PROTOCOL} says. There is no other default: without any, the client has {@link #present no catalog}.
     *
     * @param given {@code host[:port]}, separated by commas; may be empty
     * @param environment the environment's variables
     */
    public static CatalogClient of(String given, Map<String, String> environment) {
        throw new UnsupportedOperationException(given + environment);
    }

    /** Whether there is a catalog at all. */
    public boolean present() {
        return !catalogs.isEmpty();
    }

    /** The catalogs. */
    public List<Address> catalogs() {
        return catalogs;
    }

    /**
     * The records that match a filter.
     *
     * @param filter an expression over the fields of a record, such as {@code type=="wq_master" and workers>0}; see
     *     {@link RecordFilter}
     * @throws org.topcoffea.spi.AnalysisException {@link WireError#NO_CATALOG} with the reason for each catalog
     */
    public List<CatalogRecord> query(String filter) {
        throw new UnsupportedOperationException(filter + timeout + udp);
    }

    /**
     * The managers whose project matches.
     *
     * @param project a POSIX extended regular expression for the whole name
     */
    public List<ManagerRecord> managers(String project) {
        throw new UnsupportedOperationException(project);
    }

    /**
     * Tells a record to all catalogs. A record with a {@code lifetime} of one second is as good as taken back.
     *
     * @return what went wrong, one line for each catalog that could not be told
     */
    public List<String> update(CatalogRecord record) {
        throw new UnsupportedOperationException(record.json());
    }
}
