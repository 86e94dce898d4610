package org.topcoffea.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.topcoffea.worker.WorkerOptions;

/** Starts runners with the Java and the options of this program. */
record RunnerLauncher(@Nullable Path image) implements WorkerOptions.RunnerProgram {
    @Override
    public List<String> command(long heapMegabytes, int threads) {
        List<String> command = new ArrayList<>(program(heapMegabytes));
        command.addAll(List.of("task-runner", "--threads", Integer.toString(threads)));
        return command;
    }

    private List<String> program(long heapMegabytes) {
        if (image != null) {
            return List.of(image.resolve("bin/topcoffea").toString());
        }
        List<String> java = new ArrayList<>();
        java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        java.add("-Xmx" + heapMegabytes + "m");
        java.add("--enable-native-access=ALL-UNNAMED,org.topcoffea.codec,com.github.luben.zstd_jni");
        String modules = System.getProperty("jdk.module.path", "");
        String classes = System.getProperty("java.class.path", "");
        if (!modules.isEmpty()) {
            java.addAll(List.of("--module-path", modules, "-m", "org.topcoffea.cli/" + Main.class.getName()));
        } else {
            java.addAll(List.of("-cp", classes, Main.class.getName()));
        }
        return java;
    }

    @Override
    public Map<String, String> environment(long heapMegabytes) {
        String given = System.getenv().getOrDefault("TOPCOFFEA_JAVA_OPTIONS", "");
        return Map.of("TOPCOFFEA_JAVA_OPTIONS", (given + " -Xmx" + heapMegabytes + "m").strip());
    }
}
