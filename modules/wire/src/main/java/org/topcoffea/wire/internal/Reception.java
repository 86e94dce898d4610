package org.topcoffea.wire.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.topcoffea.wire.CloseReason;
import org.topcoffea.wire.ManagerService;
import org.topcoffea.wire.StatusQuery;
import org.topcoffea.wire.WorkerMessage;

/** Finds out who has connected to the manager: password first, then a worker, a program that asks for status, or a browser. */
final class Reception implements Conversation {
    private static final int HEADERS = 200;

    private final ManagerService service;
    private final Desk desk;
    private final @Nullable PasswordExchange exchange;
    private @Nullable Link link;
    private @Nullable String path;
    private int headers;

    Reception(ManagerService service, Desk desk) {
        this.service = service;
        this.desk = desk;
        this.exchange =
                desk.password().length == 0 ? null : new PasswordExchange(desk.password(), true, desk.certificate());
    }

    @Override
    public void opened(Link opened) {
        link = opened;
        if (exchange != null) {
            exchange.begin().forEach(opened::line);
        }
    }

    private Link peer() {
        Link opened = link;
        if (opened == null) {
            throw new IllegalStateException("not opened");
        }
        return opened;
    }

    @Override
    public void line(String line) throws Fault {
        if (exchange != null && !exchange.done()) {
            exchange(exchange, line);
        } else if (path != null) {
            header(line, path);
        } else {
            first(line);
        }
    }

    private void exchange(PasswordExchange open, String line) throws Fault {
        try {
            open.line(line).forEach(peer()::line);
        } catch (Fault e) {
            // the other side is told by what has been queued
            peer().endAfterWrites(e.reason());
        }
    }

    private void first(String line) throws Fault {
        String[] words = line.split(" ", -1);
        switch (words[0]) {
            case "workqueue" -> introduced((WorkerMessage.Introduction) WorkerLines.parse(line));
            case "name" -> peer().line(service.project());
            case "auth" -> throw new Fault(CloseReason.Kind.PASSWORD, "has a password, but this manager has none");
            case "GET" -> {
                if (words.length != 3 || !words[2].startsWith("HTTP/")) {
                    throw Fault.protocol("'" + Texts.shortened(line) + "' is no HTTP request");
                }
                path = words[1];
            }
            default -> {
                StatusQuery query = StatusQuery.of(line.strip()).orElseThrow(() -> unknown(line));
                answer("", query);
            }
        }
    }

    private static Fault unknown(String line) {
        return Fault.protocol(
                "'" + Texts.shortened(line) + "' is neither a worker nor a question of a kind known here");
    }

    private void introduced(WorkerMessage.Introduction introduction) throws Fault {
        if (introduction.protocol() != 9 && introduction.protocol() != 11) {
            throw Fault.protocol("worker on " + Texts.shortened(introduction.host()) + " speaks protocol "
                    + introduction.protocol() + " (version " + Texts.shortened(introduction.version())
                    + "); this manager speaks 9 and 11");
        }
        desk.introduced(peer(), introduction, exchange != null && exchange.strong());
    }

    private void header(String line, String wanted) throws Fault {
        if (++headers > HEADERS) {
            throw Fault.protocol("more than " + HEADERS + " HTTP headers");
        }
        if (!line.isEmpty()) {
            return;
        }
        String word = wanted.startsWith("/") ? wanted.substring(1) : wanted;
        List<String> head = new ArrayList<>(
                List.of("Connection: close", "Access-Control-Allow-Origin: *", "X-Content-Type-Options: nosniff"));
        StatusQuery query = StatusQuery.of(word).orElse(null);
        if (query != null) {
            head.add("Content-type: text/plain; charset=utf-8");
            answer("HTTP/1.1 200 OK\n" + String.join("\n", head) + "\n\n", query);
        } else if (word.isEmpty()) {
            head.add("Content-type: text/html; charset=utf-8");
            say("HTTP/1.1 200 OK\n" + String.join("\n", head) + "\n\n" + index(), "HTTP index");
        } else {
            say("HTTP/1.1 404 Not Found\n" + String.join("\n", head) + "\n\nnothing here\n", "HTTP, nothing there");
        }
    }

    private String index() {
        StringBuilder page = new StringBuilder("<!doctype html><title>Work Queue manager</title><h1>");
        page.append(service.project().replace("&", "&amp;").replace("<", "&lt;"))
                .append("</h1>\n<ul>\n");
        for (StatusQuery query : StatusQuery.values()) {
            page.append("<li><a href=\"/")
                    .append(query.word())
                    .append("\">")
                    .append(query.word())
                    .append("</a></li>\n");
        }
        return page.append("</ul>\n").toString();
    }

    private void say(String text, String what) {
        peer().send(new Packet(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        peer().endAfterWrites(new CloseReason(CloseReason.Kind.LOCAL, what));
    }

    private void answer(String head, StatusQuery query) {
        desk.answer(peer(), head, query);
    }

    @Override
    public void closed(CloseReason reason) {
        if (exchange != null) {
            exchange.forget();
        }
        desk.left(link, reason);
    }
}
