package org.topcoffea.wire.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.wire.CatalogRecord;
import org.topcoffea.wire.CloseReason;
import org.topcoffea.wire.RecordFilter;

/** Answers one HTTP question about the records of a catalog. */
public final class CatalogCounter implements Conversation {
    private static final int HEADERS = 200;
    private static final String JSON = "text/plain; charset=utf-8";

    private final RecordStore store;
    private final Executor threads;
    private @Nullable Link link;
    private String path = "";
    private int headers;

    /** Serves one connection. */
    public CatalogCounter(RecordStore store, Executor threads) {
        this.store = store;
        this.threads = threads;
    }

    @Override
    public void opened(Link opened) {
        link = opened;
    }

    @Override
    public void line(String line) throws Fault {
        if (path.isEmpty()) {
            String[] words = line.split(" ", -1);
            if (words.length != 3 || !words[0].equals("GET") || !words[1].startsWith("/")) {
                throw Fault.protocol("'" + Texts.shortened(line) + "' is no HTTP request");
            }
            path = words[1];
        } else if (line.isEmpty()) {
            answer();
        } else if (++headers > HEADERS) {
            throw Fault.protocol("more than " + HEADERS + " HTTP headers");
        }
    }

    private void answer() {
        Link peer = link;
        if (peer == null || peer.outbox().answering()) {
            return;
        }
        LinkStream out = new LinkStream(peer);
        threads.execute(() -> {
            try {
                write(out);
                out.close();
                peer.onLoop(() -> peer.endAfterWrites(new CloseReason(CloseReason.Kind.LOCAL, "answered")));
            } catch (IOException | RuntimeException e) {
                peer.onLoop(() -> peer.end(new CloseReason(CloseReason.Kind.FAILURE, Causes.of(e)), false));
            }
        });
    }

    private void write(OutputStream out) throws IOException {
        if (path.equals("/query.json")) {
            records(out, "true");
        } else if (path.startsWith("/query/")) {
            query(out, path.substring("/query/".length()));
        } else if (path.equals("/query.text")) {
            head(out, "200 OK", JSON);
            for (CatalogRecord record : store.records()) {
                for (var field : record.fields().entrySet()) {
                    print(out, field.getKey() + " " + field.getValue() + "\n");
                }
                print(out, "\n");
            }
        } else if (path.equals("/")) {
            page(out);
        } else {
            head(out, "404 Not Found", JSON);
            print(out, "nothing here; there are /, /query.json, /query.text and /query/BASE64-OF-A-FILTER\n");
        }
    }

    private void query(OutputStream out, String encoded) throws IOException {
        String filter;
        try {
            filter = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            RecordFilter.parse(filter);
        } catch (IllegalArgumentException | AnalysisException e) {
            head(out, "400 Bad Request", JSON);
            print(out, "no filter: " + e.getMessage() + "\n");
            return;
        }
        records(out, filter);
    }

    private void records(OutputStream out, String filter) throws IOException {
        RecordFilter condition = RecordFilter.parse(filter);
        head(out, "200 OK", JSON);
        String separator = "[\n";
        for (CatalogRecord record : store.records()) {
            if (condition.matches(record)) {
                print(out, separator + record.json());
                separator = ",\n";
            }
        }
        print(out, separator.equals("[\n") ? "[\n\n]\n" : "\n]\n");
    }

    private void page(OutputStream out) throws IOException {
        head(out, "200 OK", "text/html; charset=utf-8");
        print(out, "<!doctype html><title>catalog</title><h1>catalog</h1>\n<table border=1>");
        List<String> columns =
                List.of("type", "project", "name", "port", "owner", "workers", "tasks_waiting", "tasks_running");
        print(out, "<tr><th>" + String.join("<th>", columns) + "\n");
        for (CatalogRecord record : store.records()) {
            print(out, "<tr>");
            for (String column : columns) {
                print(out, "<td>" + escaped(record.text(column, "")));
            }
            print(out, "\n");
        }
        print(out, "</table>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static void head(OutputStream out, String status, String type) throws IOException {
        print(
                out,
                "HTTP/1.1 " + status
                        + "\nServer: topcoffea-catalog\nConnection: close\nAccess-Control-Allow-Origin: *\n"
                        + "X-Content-Type-Options: nosniff\nContent-type: " + type + "\n\n");
    }

    private static void print(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void closed(CloseReason reason) {
        // whoever asked may ask again
    }
}
