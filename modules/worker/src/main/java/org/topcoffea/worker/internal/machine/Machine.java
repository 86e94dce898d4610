package org.topcoffea.worker.internal.machine;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Finds out what the machine has, as far as this process may use it. */
public final class Machine {
    private static final Path CPUS = Path.of("/sys/devices/system/cpu");
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final int PATIENCE_SECONDS = 10;

    private Machine() {}

    /** Physical cores, but not more than this process may use; hyper-threads of one core count once. */
    public static long cores() {
        Set<String> siblings = new HashSet<>();
        try (DirectoryStream<Path> cpus = Files.newDirectoryStream(CPUS, "cpu[0-9]*")) {
            for (Path cpu : cpus) {
                Path file = cpu.resolve("topology/thread_siblings");
                if (Files.isReadable(file)) {
                    siblings.add(Files.readString(file).strip());
                }
            }
        } catch (IOException e) {
            siblings.clear();
        }
        int usable = Runtime.getRuntime().availableProcessors();
        return siblings.isEmpty() ? usable : Math.min(usable, siblings.size());
    }

    /** All memory in MB, or less if the group of this process is given less. */
    public static long memory() {
        long total = Runtime.getRuntime().maxMemory() >> 20;
        try {
            total = Files.readString(MEMORY)
                    .lines()
                    .filter(line -> line.startsWith("MemTotal:"))
                    .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) >> 10)
                    .findFirst()
                    .orElse(total);
        } catch (IOException | NumberFormatException e) {
            // Not Linux: what the virtual machine would take is a cautious guess.
        }
        return Math.min(total, ControlGroup.memoryMegabytes());
    }

    /** The models of the graphics processors of NVIDIA, one for each; empty without their program. */
    public static List<String> gpus(Map<String, String> environment) {
        for (String directory : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            File program = new File(directory, "nvidia-smi");
            if (!directory.isEmpty() && program.canExecute()) {
                return gpus(program.toString());
            }
        }
        return List.of();
    }

    private static List<String> gpus(String program) {
        try {
            Process process = new ProcessBuilder(program, "--query-gpu=name", "--format=csv,noheader")
                    .redirectErrorStream(false)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            byte[] output = process.getInputStream().readAllBytes();
            boolean done = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
            process.destroyForcibly();
            return done
                    ? new String(output, StandardCharsets.UTF_8)
                            .lines()
                            .map(String::strip)
                            .filter(line -> !line.isEmpty())
                            .toList()
                    : List.of();
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    /** The name of this host; never the word that managers take for "not yet known". */
    public static String host() {
        try {
            String name = Files.isReadable(Path.of("/proc/sys/kernel/hostname"))
                    ? Files.readString(Path.of("/proc/sys/kernel/hostname")).strip()
                    : InetAddress.getLocalHost().getHostName();
            return name.isEmpty() || name.equals("unknown") || name.indexOf(' ') >= 0 ? "localhost" : name;
        } catch (UnknownHostException e) {
            return "localhost";
        } catch (IOException e) {
            return "localhost";
        }
    }

    /** The processor as {@code uname -m} names it. */
    public static String architecture() {
        String name = System.getProperty("os.arch", "unknown").toLowerCase(Locale.ROOT);
        return name.equals("amd64") ? "x86_64" : name;
    }
}
