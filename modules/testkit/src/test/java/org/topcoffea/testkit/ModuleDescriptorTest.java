package org.topcoffea.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What each module requires, exports, opens, uses and provides, against {@code *.expected.txt}: a change of the house's walls
 * shows in review. {@code -Dtopcoffea.snapshots=update} writes the expectations anew.
 */
final class ModuleDescriptorTest {
    private static final Path EXPECTED = Path.of("src/test/resources/org/topcoffea/testkit");
    private static final boolean UPDATE = "update".equals(System.getProperty("topcoffea.snapshots"));

    @TestFactory
    List<DynamicTest> descriptorsAreAsAgreed() {
        return Checkout.modules().stream()
                .map(module ->
                        DynamicTest.dynamicTest(module.getFileName().toString(), () -> compare(describe(module))))
                .toList();
    }

    @Test
    void noExpectationIsLeftOver() {
        Set<String> modules = Checkout.modules().stream()
                .map(ModuleDescriptorTest::describe)
                .map(descriptor -> descriptor.name() + ".expected.txt")
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> files = Checkout.list(EXPECTED).stream()
                .map(file -> file.getFileName().toString())
                .filter(file -> file.endsWith(".expected.txt"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(modules, files);
    }

    /** Design: contracts rest on nothing, processors on contracts and histograms. */
    @Test
    void contractsAndPluginsRequireLittle() {
        for (Path module : Checkout.modules()) {
            ModuleDescriptor descriptor = describe(module);
            Set<String> ours = descriptor.requires().stream()
                    .map(ModuleDescriptor.Requires::name)
                    .filter(name -> name.startsWith("org.topcoffea."))
                    .collect(Collectors.toSet());
            if (descriptor.name().equals("org.topcoffea.spi")) {
                assertEquals(Set.of(), ours);
            }
            if (descriptor.name().startsWith("org.topcoffea.plugins.")) {
                assertTrue(Set.of("org.topcoffea.spi", "org.topcoffea.hist").containsAll(ours), descriptor::toString);
            }
        }
    }

    private static ModuleDescriptor describe(Path module) {
        try (InputStream in = Files.newInputStream(module.resolve("target/classes/module-info.class"))) {
            return ModuleDescriptor.read(in);
        } catch (IOException e) {
            throw new AssertionError(module + " is not compiled", e);
        }
    }

    private static void compare(ModuleDescriptor descriptor) throws IOException {
        Path file = EXPECTED.resolve(descriptor.name() + ".expected.txt");
        String text = text(descriptor);
        if (UPDATE) {
            Files.writeString(file, text);
        }
        assertEquals(
                Files.exists(file) ? Files.readString(file) : "",
                text,
                () -> file + " (-Dtopcoffea.snapshots=update writes it, if the change is meant)");
    }

    private static String text(ModuleDescriptor descriptor) {
        List<String> lines = new ArrayList<>();
        add(lines, descriptor.requires(), requires -> "requires " + modifiers(requires.modifiers()) + requires.name());
        add(lines, descriptor.exports(), exports -> "exports " + exports.source() + targets(exports.targets()));
        add(lines, descriptor.opens(), opens -> "opens " + opens.source() + targets(opens.targets()));
        add(lines, descriptor.uses(), uses -> "uses " + uses);
        add(
                lines,
                descriptor.provides(),
                provides -> "provides " + provides.service() + " with " + provides.providers());
        return "module " + descriptor.name() + "\n" + String.join("", lines);
    }

    private static <T> void add(List<String> lines, Set<T> parts, Function<T, String> line) {
        parts.stream().map(line).sorted().forEach(text -> lines.add("    " + text + "\n"));
    }

    private static String modifiers(Set<ModuleDescriptor.Requires.Modifier> modifiers) {
        return modifiers.stream()
                .map(modifier -> modifier.name().toLowerCase(Locale.ROOT) + " ")
                .sorted()
                .collect(Collectors.joining());
    }

    private static String targets(Set<String> targets) {
        return targets.isEmpty() ? "" : " to " + new TreeSet<>(targets);
    }
}
