import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.spi.ToolProvider;
import java.util.stream.IntStream;

/** Programs of the JDK and of this machine; a failure of one is one of the build. */
final class Programs {
    private Programs() {}

    /** Runs a tool of the JDK. */
    static void tool(String name, String... arguments) {
        int code = ToolProvider.findFirst(name)
                .orElseThrow(() -> new IllegalStateException("this JDK has no " + name))
                .run(System.out, System.err, arguments);
        if (code != 0) {
            throw new IllegalStateException(name + " failed: " + String.join(" ", arguments));
        }
    }

    /**
     * Runs a program of this machine.
     *
     * @param tolerated exit codes beside 0 that are no failure
     * @return what it printed
     */
    static String run(ProcessBuilder builder, int... tolerated) throws IOException, InterruptedException {
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        if (code != 0 && IntStream.of(tolerated).noneMatch(other -> other == code)) {
            throw new IllegalStateException(String.join(" ", builder.command()) + " failed:\n" + output);
        }
        return output;
    }
}
