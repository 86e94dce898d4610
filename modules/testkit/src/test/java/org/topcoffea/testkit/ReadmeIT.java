package org.topcoffea.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.topcoffea.testkit.Image.Outcome;

/** Every command and option that README.md shows is one the program knows. */
final class ReadmeIT {
    private static final Pattern OPTION = Pattern.compile("(?<![\\w}-])--?[A-Za-z][\\w-]*");

    private final Image image = Image.built();

    @Test
    void showsCommands() throws IOException {
        List<String> commands = commands();
        assertTrue(commands.size() >= 8, commands::toString);
    }

    @TestFactory
    List<DynamicTest> commandsAreKnown() throws IOException {
        return commands().stream()
                .map(line -> DynamicTest.dynamicTest(line, () -> check(line)))
                .toList();
    }

    /** Lines of shell blocks that begin with the program's name, without their comments. */
    private static List<String> commands() throws IOException {
        List<String> commands = new ArrayList<>();
        boolean shell = false;
        for (String line : Files.readAllLines(Checkout.TOP.resolve("README.md"))) {
            if (line.startsWith("```")) {
                shell = line.equals("```sh");
            } else if (shell && line.startsWith("topcoffea ")) {
                commands.add(line.replaceAll("\\s+#.*", ""));
            }
        }
        return commands;
    }

    private void check(String line) {
        List<String> words = new ArrayList<>(List.of(line.split("\\s+")));
        List<String> command = new ArrayList<>(List.of(words.get(1)));
        boolean nested = List.of("hist", "plugins", "env").contains(words.get(1));
        if (nested && words.size() > 2) {
            command.add(words.get(2));
        }
        command.add("--help");
        Outcome help = image.run(command.toArray(String[]::new));
        assertEquals(0, help.exitCode(), help::toString);
        OPTION.matcher(line)
                .results()
                .map(found -> found.group())
                .forEach(option -> assertTrue(
                        Pattern.compile("(?<![\\w-])" + Pattern.quote(option) + "(?![\\w-])")
                                .matcher(help.out())
                                .find(),
                        () -> "'" + String.join(" ", command) + "' does not know " + option));
    }
}
