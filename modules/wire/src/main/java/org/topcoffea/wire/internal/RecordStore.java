package org.topcoffea.wire.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.InflaterInputStream;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.wire.CatalogRecord;

/** The records of a catalog. One that is not renewed within its lifetime is gone. */
public final class RecordStore {
    /** What a record may have. */
    public static final int RECORD = 1 << 20;

    private static final Logger LOG = System.getLogger("org.topcoffea.wire");
    private static final int RECORDS = 20_000;
    private static final long TOTAL = 256L << 20;
    private static final int NAMES = 10_000;
    private static final byte COMPRESSED = 0x1A;

    private final Duration lifetime;
    private final InstantSource clock;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<InetAddress, String> names = new ConcurrentHashMap<>();
    private final AtomicLong arrivals = new AtomicLong();
    private long total;

    /** Begins without records. */
    public RecordStore(Duration lifetime, InstantSource clock) {
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /** A number for an update that arrives now: those of one sender count in this order, whichever is read first. */
    long arrival() {
        return arrivals.incrementAndGet();
    }

    /**
     * Takes an update as it came; one that cannot be read is ignored. May block for the name of the sender.
     *
     * @param payload JSON text, perhaps compressed
     * @param sender where it came from
     * @param arrival when, from {@link #arrival}
     */
    void update(byte[] payload, InetAddress sender, long arrival) {
        try {
            CatalogRecord record = CatalogRecord.parse(text(payload));
            long now = clock.millis();
            Map<String, Object> fields = new LinkedHashMap<>(record.fields());
            String address = sender.getHostAddress();
            fields.put("address", address);
            fields.put("lastheardfrom", now / 1000);
            String name = name(sender);
            if (!name.equals(address) || record.text("name", "").isEmpty()) {
                fields.put("name", name);
            }
            put(new Entry(CatalogRecord.of(fields), payload.length, now + life(record), arrival), now);
        } catch (IOException | AnalysisException e) {
            LOG.log(Level.DEBUG, () -> "update from " + sender.getHostAddress() + " ignored: " + e.getMessage());
        }
    }

    private static String text(byte[] payload) throws IOException {
        if (payload.length == 0 || payload[0] != COMPRESSED) {
            return new String(payload, StandardCharsets.UTF_8);
        }
        try (InflaterInputStream in =
                new InflaterInputStream(new ByteArrayInputStream(payload, 1, payload.length - 1))) {
            byte[] text = in.readNBytes(RECORD + 1);
            if (text.length > RECORD) {
                throw new IOException("more than " + RECORD + " bytes when expanded");
            }
            return new String(text, StandardCharsets.UTF_8);
        }
    }

    private String name(InetAddress sender) {
        if (names.size() > NAMES) {
            names.clear();
        }
        return names.computeIfAbsent(sender, InetAddress::getCanonicalHostName);
    }

    private long life(CatalogRecord record) {
        double wanted = record.real("lifetime", 0);
        double most = lifetime.toMillis();
        return (long) (wanted > 0 ? Math.min(wanted * 1000, most) : most);
    }

    private synchronized void put(Entry entry, long now) {
        String key = key(entry.record());
        expire(now);
        Entry before = entries.get(key);
        if (before != null && before.arrival() > entry.arrival()) {
            return;
        }
        entries.remove(key);
        total -= before == null ? 0 : before.size();
        if (entries.size() >= RECORDS || total + entry.size() > TOTAL) {
            LOG.log(Level.WARNING, "the catalog is full: " + key + " is not taken");
            return;
        }
        total += entry.size();
        entries.put(key, entry);
    }

    /** What tells records apart. */
    private static String key(CatalogRecord record) {
        String uuid = record.text("uuid", "");
        return record.text("address", "") + ":" + record.text("port", "0") + ":" + record.text("name", "")
                + (uuid.isEmpty() ? "" : ":" + uuid);
    }

    private void expire(long now) {
        for (Iterator<Entry> all = entries.values().iterator(); all.hasNext(); ) {
            Entry entry = all.next();
            if (entry.until() <= now) {
                total -= entry.size();
                all.remove();
            }
        }
    }

    /** The records that are alive. */
    public synchronized List<CatalogRecord> records() {
        expire(clock.millis());
        List<CatalogRecord> alive = new ArrayList<>();
        entries.values().forEach(entry -> alive.add(entry.record()));
        return alive;
    }

    private record Entry(CatalogRecord record, int size, long until, long arrival) {}
}
