package org.topcoffea.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.fixtures.Site;

/**
 * Files that only those can read who have the credentials of the user, analysed by workers that have none of their own: these
 * are sent over encrypted connections, renewed, found in no log and on no command line, and gone in the end.
 */
@Tag("site")
final class CredentialsIT {
    private static final Image IMAGE = Image.built();
    private static final Pattern HINT =
            Pattern.compile("waits for workers at port (\\d+)(?:.*--ssl-fingerprint (\\S+))?");

    private static Site site;
    private static Path input;
    private static byte[] expected;

    @TempDir
    static Path shared;

    @TempDir
    Path work;

    private final List<Process> processes = new ArrayList<>();
    private final Set<String> commandLines = new ConcurrentSkipListSet<>();

    @BeforeAll
    static void up() throws Exception {
        site = Site.start("xrootd-up", "cctools-up");
        input = Path.of(site.environment().get("XROOTD_EXPORT"));
        Image.Outcome generated = IMAGE.run(
                "generate", input.resolve("made").toString(), "--events", "400", "--files", "1", "--wcs", "2", "-q");
        assertEquals(0, generated.exitCode(), generated::toString);
        Path cache = shared.resolve("cache");
        Image.Outcome local = IMAGE.run(
                Map.of("XDG_CACHE_HOME", cache.toString()),
                "run",
                "-x",
                "local",
                "--processor",
                "eft",
                "-q",
                "-p",
                shared.toString(),
                "-o",
                "local",
                input.resolve("made/samples.cfg").toString());
        assertEquals(0, local.exitCode(), local::toString);
        expected = Files.readAllBytes(shared.resolve("local/histograms.uhi.zip"));
    }

    @AfterAll
    static void down() {
        if (site != null) {
            site.close();
        }
    }

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
    }

    private static String variable(String name) {
        return site.environment().get(name);
    }

    private Process start(Path log, Map<String, String> more, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "PATH", System.getenv("PATH"),
                        "HOME", Files.createDirectories(work.resolve("home")).toString(),
                        "XDG_CACHE_HOME", work.resolve("cache").toString(),
                        "X509_CERT_DIR", variable("X509_CERT_DIR")));
        builder.environment().putAll(more);
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    /** A manager whose user has the credentials given, and files at the beginning of URLs. */
    private Process manager(Map<String, String> credentials, String prefix, String... more) throws IOException {
        Path cfg = work.resolve("remote.cfg");
        List<String> lines = new ArrayList<>(List.of(prefix));
        Checkout.list(input.resolve("made")).stream()
                .map(Path::toString)
                .filter(name -> name.endsWith(".json"))
                .forEach(lines::add);
        Files.write(cfg, lines);
        List<String> command = new ArrayList<>(List.of(IMAGE.launcher().toString(), "run", "-x", "work_queue"));
        command.addAll(List.of("--port", "0", "--processor", "eft", "--retries", "1", "--overwrite"));
        command.addAll(List.of("-p", work.resolve("out").toString(), "-o", "run", cfg.toString()));
        if (!List.of(more).contains("-s")) {
            command.addAll(List.of("-s", "100"));
        }
        command.addAll(List.of(more));
        return start(log("manager"), credentials, command);
    }

    private Path log(String name) {
        return work.resolve(name + ".log");
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How to reach a manager, as soon as it says so: its port and the fingerprint of its certificate. */
    private Matcher hint(Process manager) throws InterruptedException {
        Matcher[] hint = new Matcher[1];
        Site.await(
                "the manager to wait for workers",
                () -> {
                    hint[0] = HINT.matcher(read(log("manager")));
                    return hint[0].find() || !manager.isAlive();
                },
                () -> read(log("manager")));
        assertTrue(manager.isAlive(), () -> read(log("manager")));
        return hint[0];
    }

    private Process worker(Matcher hint) throws IOException {
        List<String> command = new ArrayList<>(List.of(IMAGE.launcher().toString(), "worker", "127.0.0.1"));
        command.addAll(List.of(hint.group(1), "--cores", "1", "--single-shot", "-d", "all", "-s", places().toString()));
        if (hint.group(2) != null) {
            command.addAll(List.of("--ssl-fingerprint", hint.group(2)));
        }
        return start(log("worker"), Map.of(), command);
    }

    private Path places() throws IOException {
        return Files.createDirectories(work.resolve("places"));
    }

    private void assertDone(Process manager, String... secrets) throws Exception {
        Site.await(
                "the manager to end",
                () -> {
                    ProcessHandle.allProcesses()
                            .forEach(process -> commandLines.add(
                                    process.info().commandLine().orElse("")));
                    return !manager.isAlive();
                },
                () -> read(log("manager")) + read(log("worker")));
        assertEquals(0, manager.exitValue(), () -> read(log("manager")));
        assertArrayEquals(expected, Files.readAllBytes(work.resolve("out/run/histograms.uhi.zip")));
        assertTrue(
                Pattern.compile("\"server\"[^}]*\"opens\" ?: ?[1-9][^}]*\"bytesUsed\" ?: ?[1-9]")
                        .matcher(read(work.resolve("out/run/metrics.json")))
                        .find(),
                "what workers asked of servers is not known");
        assertTrue(read(log("manager")).contains(" files opened, "), "what workers asked of servers is not told");
        for (Process process : processes) {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "a worker does not end");
        }
        assertNowhere(secrets);
    }

    /** No secret is on a command line that was seen, or in a file that is left. */
    private void assertNowhere(String... secrets) throws IOException {
        try (Stream<Path> files = Files.walk(work)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                for (String secret : secrets) {
                    assertFalse(text.contains(secret), () -> "a secret is in " + file);
                }
            }
        }
        for (String secret : secrets) {
            assertTrue(commandLines.stream().noneMatch(line -> line.contains(secret)), "a secret on a command line");
        }
        assertEquals(List.of(), Checkout.list(places()), "workspaces that are left");
    }

    /** Some of the private key of a proxy; both forms of its text have it. */
    private static String secretOf(Path proxy) throws IOException {
        Matcher key = Pattern.compile("BEGIN (?:RSA )?PRIVATE KEY-----\n((?:.+\n)+)-----END")
                .matcher(Files.readString(proxy));
        assertTrue(key.find());
        String[] lines = key.group(1).split("\n");
        return lines[lines.length / 2];
    }

    @Test
    void proxyCertificateIsSentToOurWorkers() throws Exception {
        Path proxy = Path.of(variable("XROOTD_USER_PROXY"));
        Process manager = manager(
                Map.of("X509_USER_PROXY", proxy.toString()),
                "root://127.0.0.1:" + variable("XROOTD_GSI_PORT") + "//made/",
                "--ssl");
        worker(hint(manager));
        assertDone(manager, secretOf(proxy));
        assertTrue(read(work.resolve("debug.log")).contains("put credential-proxy-"), "it went another way");
    }

    /** A web server that lets in nobody else: for the manager, which looks into the files first, and for the worker. */
    @Test
    void proxyCertificateOpensWebServersToOurWorkers() throws Exception {
        Path proxy = Path.of(variable("XROOTD_USER_PROXY"));
        Process manager = manager(
                Map.of("X509_USER_PROXY", proxy.toString()),
                "davs://127.0.0.1:" + variable("XROOTD_X509_PORT") + "/made/",
                "--ssl");
        worker(hint(manager));
        assertDone(manager, secretOf(proxy));
        assertTrue(read(work.resolve("debug.log")).contains("put credential-proxy-"), "it went another way");
    }

    @Test
    void tokenIsSentToOurWorkers() throws Exception {
        Path token = Path.of(variable("XROOTD_TOKEN_FILE"));
        Process manager = manager(
                Map.of("BEARER_TOKEN_FILE", token.toString()),
                "roots://127.0.0.1:" + variable("XROOTD_ZTN_PORT") + "//made/",
                "--ssl");
        worker(hint(manager));
        assertDone(manager, Files.readString(token).strip());
    }

    @Test
    void otherWorkersAreSentThemWhenTheUserSaysSo() throws Exception {
        Path proxy = Path.of(variable("XROOTD_USER_PROXY"));
        Process manager = manager(
                Map.of("X509_USER_PROXY", proxy.toString()),
                "root://127.0.0.1:" + variable("XROOTD_GSI_PORT") + "//made/",
                "--ssl",
                "--credentials-to-workers",
                "all",
                "-s",
                "1000");
        Process worker = foreign(hint(manager));
        assertDone(manager, secretOf(proxy));
        assertFalse(worker.isAlive());
    }

    private Process foreign(Matcher hint) throws IOException {
        Map<String, String> environment = new HashMap<>(site.environment());
        environment.remove("X509_USER_PROXY");
        environment.remove("BEARER_TOKEN_FILE");
        return start(
                log("worker"),
                environment,
                List.of(
                        "/bin/bash",
                        "-c",
                        "exec work_queue_worker --ssl --single-shot --cores 1 --memory 2000 --disk 4000" + " --workdir "
                                + places() + " -t 60 127.0.0.1 " + hint.group(1)));
    }

    @Test
    void workersOfOtherProgramsAreNotSentThemUnasked() throws Exception {
        Path proxy = Path.of(variable("XROOTD_USER_PROXY"));
        Process manager = manager(
                Map.of("X509_USER_PROXY", proxy.toString()),
                "root://127.0.0.1:" + variable("XROOTD_GSI_PORT") + "//made/",
                "--ssl");
        foreign(hint(manager));
        assertRefused(manager, "--credentials-to-workers all", secretOf(proxy));
    }

    @Test
    void nothingIsSentOverAnOpenConnection() throws Exception {
        Path token = Path.of(variable("XROOTD_TOKEN_FILE"));
        Process manager = manager(
                Map.of("BEARER_TOKEN_FILE", token.toString()),
                "roots://127.0.0.1:" + variable("XROOTD_ZTN_PORT") + "//made/");
        worker(hint(manager));
        assertRefused(manager, "is not encrypted", Files.readString(token).strip());
    }

    /** The manager says in one line why nothing was sent, and the run ends as the files cannot be read. */
    private void assertRefused(Process manager, String line, String secret) throws Exception {
        Site.await("the manager to end", () -> !manager.isAlive(), () -> read(log("manager")));
        assertNotEquals(0, manager.exitValue(), () -> read(log("manager")));
        String said = read(log("manager"));
        assertEquals(1, said.lines().filter(text -> text.contains(line)).count(), said);
        assertFalse(read(work.resolve("debug.log")).contains("credential-"), "something was sent");
        for (Process process : processes) {
            assertTrue(process.waitFor(120, TimeUnit.SECONDS), "a worker does not end");
        }
        assertNowhere(secret);
    }

    @Test
    void tokenThatIsRenewedReachesWorkers() throws Exception {
        Path token = Files.writeString(work.resolve("token"), "first.of.two");
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
        CountDownLatch renewed = new CountDownLatch(1);
        Set<String> seen = new ConcurrentSkipListSet<>();
        RangeServer.Gate gate = authorisation -> {
            seen.add(String.valueOf(authorisation));
            renewed.await();
            return authorisation != null && authorisation.startsWith("Bearer ");
        };
        try (RangeServer server = RangeServer.secure(input, tls(), gate)) {
            Process manager = manager(Map.of("BEARER_TOKEN_FILE", token.toString()), server.url() + "made/", "--ssl");
            worker(hint(manager));
            Site.await("a request", () -> !seen.isEmpty(), () -> read(log("manager")));
            Path next = Files.writeString(work.resolve("next"), "second.of.two.tokens");
            Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rw-------"));
            Files.move(next, token, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
            Site.await("the renewed token", () -> sent().equals("second.of.two.tokens"), () -> read(log("manager")));
            renewed.countDown();
            Files.delete(token);
            assertDone(manager, "first.of.two", "second.of.two");
        }
        assertEquals(Set.of("Bearer first.of.two", "Bearer second.of.two.tokens"), seen);
    }

    /** The token that the worker has. */
    private String sent() {
        try {
            for (Path place : Checkout.list(places())) {
                Path kept = place.resolve("credentials/token");
                if (Files.exists(kept)) {
                    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)));
                    return Files.readString(kept);
                }
            }
            return "";
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void whatAKilledWorkerLeavesIsRemovedByTheNext() throws Exception {
        Path token = Path.of(variable("XROOTD_TOKEN_FILE"));
        Process manager = manager(
                Map.of("BEARER_TOKEN_FILE", token.toString()),
                "roots://127.0.0.1:" + variable("XROOTD_ZTN_PORT") + "//made/",
                "--ssl");
        Matcher hint = hint(manager);
        Process killed = worker(hint);
        Site.await("a token to arrive", () -> !sent().isEmpty(), () -> read(log("manager")));
        killed.destroyForcibly().waitFor();
        assertFalse(sent().isEmpty());
        worker(hint);
        assertDone(manager, Files.readString(token).strip());
    }

    /** The certificate of the site's servers. */
    private static SSLContext tls() throws Exception {
        Path pki = Path.of(variable("XROOTD_CA")).getParent();
        List<Certificate> chain = new ArrayList<>(CertificateFactory.getInstance("X.509")
                .generateCertificates(Files.newInputStream(pki.resolve("server.pem"))));
        String text = Files.readString(pki.resolve("server.key")).replaceAll("-----[A-Z ]+-----|\\s", "");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "server",
                KeyFactory.getInstance("RSA")
                        .generatePrivate(
                                new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text))),
                new char[0],
                chain.toArray(Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
