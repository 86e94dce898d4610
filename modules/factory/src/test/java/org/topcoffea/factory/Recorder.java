package org.topcoffea.factory;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what a factory says. */
final class Recorder implements FactoryListener {
    private final List<FactoryReport> reports = new CopyOnWriteArrayList<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void cycle(FactoryReport report) {
        reports.add(report);
        lines.addAll(report.decision().reasons());
    }

    @Override
    public void note(String line) {
        lines.add(line);
    }

    boolean said(String part) {
        return lines.stream().anyMatch(line -> line.contains(part));
    }

    /** Jobs that waited or ran at the last look, -1 before the first. */
    long submitted() {
        return reports.isEmpty() ? -1 : reports.getLast().decision().counts().submitted();
    }

    Decision.Counts counts() {
        return reports.getLast().decision().counts();
    }

    List<FactoryReport> reports() {
        return reports;
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
