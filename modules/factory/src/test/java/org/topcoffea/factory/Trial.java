package org.topcoffea.factory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.topcoffea.batch.BatchBackends;
import org.topcoffea.batch.JobPool;
import org.topcoffea.fixtures.Site;

/** One trial of a factory on a site with HTCondor and SLURM: real managers and workers, and that none of it is left at the end. */
final class Trial implements AutoCloseable {
    private final Site site;
    private final Path work;
    private final Path worker;
    private final List<Process> processes = new ArrayList<>();

    Trial(Site site, Path work) throws IOException {
        this.site = site;
        this.work = work;
        this.worker = Files.writeString(
                work.resolve("worker"),
                "#!/bin/sh\nexec " + site.directory().resolve("bin/work_queue_worker") + " \"$@\"\n");
    }

    /** The worker of cctools. */
    Path worker() {
        return worker;
    }

    /** A real manager with tasks that sleep. */
    Process manager(String name, int tasks, int seconds) throws Exception {
        Path directory = Files.createDirectory(work.resolve(name));
        StringBuilder rules = new StringBuilder();
        for (int i = 1; i <= tasks; i++) {
            rules.append("x%d:\n\tsleep %d; echo %d > x%d\n".formatted(i, seconds, i, i));
        }
        Files.writeString(directory.resolve("t.mf"), rules);
        return add(site.start(
                "cd " + directory + " && exec makeflow -T wq -N " + name + " -a -p 0 t.mf", directory.resolve("out")));
    }

    /** A process that is to end with this trial. */
    Process add(Process process) {
        processes.add(process);
        return process;
    }

    static FactorySettings settings(String text) {
        return SettingsFile.parse("test", text).over(FactorySettings.DEFAULTS);
    }

    JobPool pool(String type) {
        return JobPool.open(BatchBackends.ofImage().named(type), work.resolve("scratch"), site.environment());
    }

    @FunctionalInterface
    interface Check {
        void run() throws Exception;
    }

    /** Runs a factory beside the test, and stops it whatever happens. */
    static void with(Factory factory, Recorder recorder, Check check) throws Exception {
        List<Throwable> failures = new ArrayList<>();
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                assertEquals(List.of(), factory.run(), "jobs that could not be removed");
            } catch (RuntimeException | AssertionError e) {
                failures.add(e);
            }
        });
        try {
            check.run();
        } finally {
            factory.stop();
            thread.join(Duration.ofSeconds(120));
        }
        assertEquals(List.of(), failures, recorder::toString);
    }

    @Override
    public void close() throws IOException {
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            Site.end(process.destroyForcibly());
        }
        assertEquals("", site.shell("condor_q -allusers -af ClusterId").strip(), "HTCondor's queue");
        assertEquals("", site.shell("squeue -h").strip(), "SLURM's queue");
        List<String> left = ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains(work.toString()))
                .toList();
        assertEquals(List.of(), left, "processes");
    }
}
