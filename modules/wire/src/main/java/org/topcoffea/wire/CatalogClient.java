package org.topcoffea.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.DeflaterOutputStream;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.wire.internal.Deadline;
import org.topcoffea.wire.internal.HttpQuery;
import org.topcoffea.wire.internal.PosixPattern;

/** Asks catalogs for records and tells them ours. Blocks. */
public final class CatalogClient {
    /** The port of catalogs. */
    public static final int PORT = 9097;

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    /** What fits into a datagram that nobody splits. */
    private static final int DATAGRAM = 1200;

    private final List<Address> catalogs;
    private final Duration timeout;
    private final boolean udp;
    /** When a catalog last failed: those are asked last. */
    private final Map<Address, Long> failures = new ConcurrentHashMap<>();

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
        String hosts = given.isBlank() ? environment.getOrDefault("CATALOG_HOST", "") : given;
        String port = environment.getOrDefault("CATALOG_PORT", "");
        int number;
        try {
            number = port.isBlank() ? PORT : Integer.parseInt(port.strip());
        } catch (NumberFormatException e) {
            throw new AnalysisException(WireError.BAD_VALUE, "CATALOG_PORT is '" + port + "' and no port", e);
        }
        List<Address> catalogs = new ArrayList<>();
        for (String host : hosts.split("[,;\\s]+", -1)) {
            if (!host.isEmpty()) {
                catalogs.add(Address.parse(host, number));
            }
        }
        boolean datagrams =
                environment.getOrDefault("CATALOG_UPDATE_PROTOCOL", "").strip().equals("udp");
        return new CatalogClient(catalogs, TIMEOUT, datagrams);
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
     * @throws AnalysisException {@link WireError#NO_CATALOG} with the reason for each catalog
     */
    public List<CatalogRecord> query(String filter) {
        RecordFilter condition = RecordFilter.parse(filter);
        List<String> problems = new ArrayList<>();
        List<Address> order = new ArrayList<>(catalogs);
        order.sort(Comparator.comparing(catalog -> failures.getOrDefault(catalog, Long.MIN_VALUE)));
        for (Address catalog : order) {
            try {
                List<CatalogRecord> records = ask(catalog, filter);
                failures.remove(catalog);
                return records.stream().filter(condition::matches).toList();
            } catch (IOException | AnalysisException e) {
                failures.put(catalog, System.nanoTime());
                problems.add(catalog + ": " + e.getMessage());
            }
        }
        throw new AnalysisException(
                WireError.NO_CATALOG,
                problems.isEmpty()
                        ? "no catalog is named: give one, or set CATALOG_HOST"
                        : "no catalog answers: " + String.join("; ", problems));
    }

    private List<CatalogRecord> ask(Address catalog, String filter) throws IOException {
        String encoded = Base64.getEncoder().encodeToString(filter.getBytes(StandardCharsets.UTF_8));
        if (encoded.indexOf('/') < 0) {
            try {
                return CatalogRecord.parseList(HttpQuery.get(catalog, "/query/" + encoded, timeout));
            } catch (AnalysisException e) {
                // an old catalog that knows no filters
            } catch (IOException e) {
                if (!String.valueOf(e.getMessage()).startsWith("answers ")) {
                    throw e;
                }
            }
        }
        return CatalogRecord.parseList(HttpQuery.get(catalog, "/query.json", timeout));
    }

    /**
     * The managers whose project matches.
     *
     * @param project a POSIX extended regular expression for the whole name
     */
    public List<ManagerRecord> managers(String project) {
        Pattern pattern = PosixPattern.of(project);
        return query("(type==\"wq_master\") or (type==\"wq_manager\")").stream()
                .map(ManagerRecord::new)
                .filter(manager -> PosixPattern.matches(pattern, manager.project()))
                .toList();
    }

    /**
     * Tells a record to all catalogs.
     *
     * @return what went wrong, one line for each catalog that could not be told
     */
    public List<String> update(CatalogRecord record) {
        byte[] text = record.json().getBytes(StandardCharsets.UTF_8);
        List<String> problems = new ArrayList<>();
        for (Address catalog : catalogs) {
            try {
                if (udp) {
                    datagram(catalog, text);
                } else {
                    stream(catalog, text);
                }
            } catch (IOException | AnalysisException e) {
                problems.add(catalog + ": " + e.getMessage());
            }
        }
        return List.copyOf(problems);
    }

    /** Takes a record back: it vanishes a second later, with catalogs of the C programs when they next look. */
    public List<String> deregister(CatalogRecord record) {
        return update(record.with("lifetime", 1));
    }

    private void stream(Address catalog, byte[] text) throws IOException {
        Deadline deadline = new Deadline(timeout);
        try (Socket socket = deadline.connect(new Address(catalog.host(), catalog.port() + 1))) {
            socket.getOutputStream().write(text);
            socket.shutdownOutput();
            deadline.readAll(socket, 1 << 10);
        }
    }

    private static void datagram(Address catalog, byte[] text) throws IOException {
        byte[] payload = text;
        if (text.length > DATAGRAM) {
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            compressed.write(0x1A);
            try (DeflaterOutputStream deflater = new DeflaterOutputStream(compressed)) {
                deflater.write(text);
            }
            payload = compressed.toByteArray();
        }
        InetSocketAddress place = new InetSocketAddress(catalog.host(), catalog.port());
        if (place.isUnresolved()) {
            throw new IOException("the host is unknown");
        }
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(payload, payload.length, place));
        }
    }
}
