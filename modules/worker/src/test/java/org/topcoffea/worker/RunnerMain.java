package org.topcoffea.worker;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.topcoffea.runner.EventFiles;
import org.topcoffea.spi.AccumulatorType;
import org.topcoffea.task.RunDescription;
import org.topcoffea.task.TaskExecutor;

/** The program of a runner whose processor is a class of these tests. */
final class RunnerMain {
    private RunnerMain() {}

    /** Starts it with the classes of these tests. */
    static final class Program implements WorkerOptions.RunnerProgram {
        @Override
        public List<String> command(long heap, int threads) {
            return List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx96m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    classes(),
                    RunnerMain.class.getName(),
                    Integer.toString(threads));
        }

        /** Where the classes of these tests and all they need are, whether they are run on the class or the module path. */
        private static String classes() {
            List<String> all = new ArrayList<>();
            all.add(System.getProperty("jdk.module.path", ""));
            all.add(System.getProperty("java.class.path", ""));
            for (String name : List.of(
                    "org.topcoffea.worker.RunnerMain",
                    "org.topcoffea.worker.Worker",
                    "org.topcoffea.task.TaskExecutor",
                    "org.topcoffea.runner.EventFiles",
                    "org.topcoffea.remote.BearerToken",
                    "org.topcoffea.spi.Sample",
                    "org.topcoffea.hist.Histogram",
                    "org.topcoffea.plan.Chunk",
                    "org.topcoffea.plugin.Plugins",
                    "org.topcoffea.root.RootFile",
                    "org.topcoffea.codec.Xxh3",
                    "org.topcoffea.wire.Body",
                    "com.fasterxml.jackson.annotation.JsonFormat",
                    "com.fasterxml.jackson.core.JsonFactory",
                    "com.fasterxml.jackson.databind.JsonNode")) {
                try {
                    Class<?> type = Class.forName(name);
                    all.add(Path.of(type.getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI())
                            .toString());
                } catch (URISyntaxException | ClassNotFoundException e) {
                    throw new IllegalStateException(e);
                }
            }
            return all.stream().filter(path -> !path.isEmpty()).distinct().collect(Collectors.joining(":"));
        }

        @Override
        public Map<String, String> environment(long heap) {
            return Map.of();
        }
    }

    static AccumulatorType<?> type(String name) {
        return new org.topcoffea.hist.Histogram.Type();
    }

    /** Argument: the number of threads. */
    public static void main(String[] arguments) throws Exception {
        System.out.println("Started recording 1, as a virtual machine says.");
        var out = new FileOutputStream(FileDescriptor.out);
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.err), true));
        int threads = Integer.parseInt(arguments[0]);
        new TaskRunner((file, plugins, fold) -> prepare(file, threads, fold), List::of, System.in, out).serve();
    }

    private static TaskRunner.Prepared prepare(Path file, int threads, String fold) throws IOException {
        RunDescription run = RunDescription.parse(Files.readAllBytes(file));
        return new TaskRunner.Prepared(
                run.runId(),
                new TaskExecutor(run, MoodyProcessor::new, RunnerMain::type, EventFiles::open, threads, fold));
    }
}
