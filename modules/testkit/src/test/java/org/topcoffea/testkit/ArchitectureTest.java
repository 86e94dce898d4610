package org.topcoffea.testkit;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.DatagramSocket;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLConnection;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules of ARCHITECTURE.md and CONTRIBUTING.md that a machine can check on compiled classes. */
final class ArchitectureTest {
    private static JavaClasses classes;

    @BeforeAll
    static void readClasses() {
        List<Path> compiled = Checkout.modules().stream()
                .map(module -> module.resolve("target/classes"))
                .toList();
        classes = new ClassFileImporter().importPaths(compiled);
    }

    @Test
    void rulesSeeEveryModule() {
        assertTrue(Checkout.modules().size() >= 14, () -> "modules found: " + Checkout.modules());
        assertTrue(
                classes.size() > 150,
                () -> "only " + classes.size() + " classes found: the other rules would prove nothing");
    }

    @Test
    void onlyTheCommandLinePrints() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.topcoffea.cli..")
                .should(ACCESS_STANDARD_STREAMS)
                .because("libraries log with System.Logger and return what there is to say")
                .check(classes);
    }

    @Test
    void onlyTheCommandLineEndsTheProcess() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.topcoffea.cli..")
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .because("a worker runs the same code for many tasks")
                .check(classes);
    }

    @Test
    void librariesLogWithSystemLogger() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.slf4j..", "java.util.logging..")
                .check(classes);
    }

    @Test
    void onlyReadersOfEventFilesOpenConnections() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.topcoffea.root..", "org.topcoffea.remote..", "org.topcoffea.wire..")
                .should()
                .dependOnClassesThat(belongToAnyOf(
                        Socket.class,
                        ServerSocket.class,
                        DatagramSocket.class,
                        URLConnection.class,
                        HttpURLConnection.class,
                        SocketChannel.class,
                        ServerSocketChannel.class))
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "io.netty..")
                .check(classes);
    }

    @Test
    void internalPackagesFormNoCircle() {
        slices().matching("org.topcoffea.(**).internal.(**)")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }

    @Test
    void modulesFormNoCircle() {
        slices().matching("org.topcoffea.(*)..").should().beFreeOfCycles().check(classes);
    }

    @Test
    void namesAreNounsOfTheField() {
        noClasses()
                .should()
                .haveNameMatching(".*\\.(Abstract[A-Z]\\w*|\\w+(Impl|Helper|Utils?))")
                .check(classes);
    }
}
