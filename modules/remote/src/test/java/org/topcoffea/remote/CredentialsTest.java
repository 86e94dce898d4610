package org.topcoffea.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {
    @TempDir
    Path directory;

    private static String onlyProblem(Credentials credentials) {
        List<String> problems = credentials.problems(Duration.ZERO);
        assertEquals(1, problems.size(), problems.toString());
        return problems.getFirst();
    }

    @Test
    void readsProxiesOfBothKindsOfKeys() throws IOException {
        for (String name : List.of("proxy.pem", "ecproxy.pem")) {
            Path file = Identities.secret(directory, name);
            Credentials credentials = Credentials.of(Map.of("X509_USER_PROXY", file.toString()));
            X509Proxy proxy = credentials.proxy().orElseThrow();
            assertEquals("CN=Jane Physicist,DC=example,DC=org", proxy.subject());
            assertEquals(2, proxy.chain().size());
            assertFalse(proxy.toString().contains("PRIVATE"));
            assertEquals(List.of(), credentials.problems(Duration.ofDays(1)));
            assertTrue(credentials.problems(Duration.ofDays(60_000)).getFirst().contains("maybe before the work does"));
        }
    }

    @Test
    void saysWhatIsWrongWithAProxy() throws IOException {
        Path expired = Identities.secret(directory, "expired.pem");
        Credentials credentials = Credentials.of(Map.of("X509_USER_PROXY", expired.toString()));
        assertTrue(credentials.proxy().isEmpty());
        assertTrue(onlyProblem(credentials).contains("renew it with voms-proxy-init"));
        Path open = Identities.secret(directory, "proxy.pem");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        credentials = Credentials.of(Map.of("X509_USER_PROXY", open.toString()));
        assertTrue(credentials.proxy().isEmpty());
        assertTrue(onlyProblem(credentials).contains("chmod 600"));
        credentials = Credentials.of(
                Map.of("X509_USER_PROXY", directory.resolve("none").toString()));
        assertTrue(onlyProblem(credentials).contains("does not exist"));
        Path damaged = directory.resolve("damaged");
        Files.writeString(damaged, "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");
        Files.setPosixFilePermissions(damaged, PosixFilePermissions.fromString("rw-------"));
        credentials = Credentials.of(Map.of("X509_USER_PROXY", damaged.toString()));
        assertTrue(onlyProblem(credentials).contains("cannot be used"));
    }

    @Test
    void noticesThatAProxyWasRenewed() throws IOException {
        Path file = Identities.secret(directory, "expired.pem");
        Credentials credentials = Credentials.of(Map.of("X509_USER_PROXY", file.toString()));
        assertTrue(credentials.proxy().isEmpty());
        Files.writeString(file, Identities.text("proxy.pem"));
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
        assertTrue(credentials.proxy().isPresent());
    }

    private static String token(String claims) {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return base64.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + base64.encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + ".c2ln";
    }

    @Test
    void findsTokensInTheirOrder() throws IOException {
        Path file = directory.resolve("bt");
        Files.writeString(file, token("{\"iss\":\"https://i\",\"aud\":[\"https://a\"]}") + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Credentials credentials = Credentials.of(Map.of("BEARER_TOKEN_FILE", file.toString()));
        assertEquals(List.of("https://a"), credentials.token().orElseThrow().audience());
        assertEquals("https://i", credentials.token().orElseThrow().issuer());
        credentials = Credentials.of(Map.of("BEARER_TOKEN_FILE", file.toString(), "BEARER_TOKEN", "opaque"));
        assertEquals("opaque", credentials.token().orElseThrow().value());
        assertFalse(credentials.token().orElseThrow().toString().contains("opaque"));
    }

    @Test
    void saysWhatIsWrongWithAToken() {
        Credentials credentials = Credentials.of(Map.of("BEARER_TOKEN", token("{\"exp\":1000000000}")));
        assertTrue(credentials.token().isEmpty());
        assertTrue(onlyProblem(credentials).contains("expired"));
        credentials = Credentials.of(Map.of("BEARER_TOKEN", "two words"));
        assertTrue(credentials.token().isEmpty());
        assertFalse(onlyProblem(credentials).contains("two words"));
    }

    @Test
    void travelToWorkersAndVanish() throws IOException {
        Path file = Identities.secret(directory, "ecproxy.pem");
        Credentials credentials = Credentials.of(Map.of("X509_USER_PROXY", file.toString(), "BEARER_TOKEN", "opaque"));
        List<CredentialParcel> parcels = credentials.parcels();
        assertEquals(2, parcels.size());
        assertFalse(parcels.toString().contains("opaque"));
        Path kept = directory.resolve("kept");
        try (CredentialDirectory worker = CredentialDirectory.make(kept)) {
            parcels.forEach(worker::keep);
            parcels.forEach(worker::keep);
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)));
            for (String path : worker.environment().values()) {
                assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(path))));
            }
            Credentials there = Credentials.of(worker.environment());
            assertEquals("opaque", there.token().orElseThrow().value());
            assertEquals(
                    credentials.proxy().orElseThrow().chain(),
                    there.proxy().orElseThrow().chain());
            assertEquals(List.of(), there.problems(Duration.ZERO));
        }
        assertFalse(Files.exists(kept));
    }

    @Test
    void whatAManagerHasSentComesFirst() throws IOException {
        Path kept = directory.resolve("sent");
        try (CredentialDirectory worker = CredentialDirectory.make(kept)) {
            Map<String, String> environment =
                    Map.of(CredentialDirectory.VARIABLE, kept.toString(), "BEARER_TOKEN", "own");
            Credentials credentials = Credentials.of(environment);
            assertEquals("own", credentials.token().orElseThrow().value());
            CredentialParcel first = parcel("first");
            CredentialParcel second = parcel("second");
            worker.keep(first);
            assertEquals("first", credentials.token().orElseThrow().value());
            worker.keep(second);
            assertEquals("second", credentials.token().orElseThrow().value());
            worker.drop(first.fileName());
            assertEquals("second", credentials.token().orElseThrow().value());
            worker.drop(second.fileName());
            assertEquals("own", credentials.token().orElseThrow().value());
        }
    }

    private static CredentialParcel parcel(String token) {
        return new CredentialParcel(
                CredentialParcel.Kind.TOKEN, token.getBytes(StandardCharsets.UTF_8), Optional.empty());
    }

    @Test
    void whatAKilledProcessHasLeftIsErased() throws IOException {
        Path kept = directory.resolve("left");
        CredentialDirectory dead = CredentialDirectory.make(kept);
        dead.keep(parcel("secret"));
        Path other = directory.resolve("linked");
        Files.createLink(other, kept.resolve("token"));
        CredentialDirectory.eraseLeft(kept);
        assertFalse(Files.exists(kept));
        assertFalse(Files.readString(other).contains("secret"), "overwritten, not only unlinked");
        CredentialDirectory.eraseLeft(kept);
    }

    @Test
    void warnsOnceAtEachStepAndTellsOfRenewal() throws IOException {
        Path file = directory.resolve("bt");
        Instant now = Instant.parse("2030-01-01T00:00:00Z");
        write(file, now.plus(Duration.ofHours(5)), now);
        CredentialWatch watch = new CredentialWatch(Credentials.of(Map.of("BEARER_TOKEN_FILE", file.toString())));
        assertEquals(List.of(), watch.news(now));
        assertTrue(watch.news(now.plus(Duration.ofMinutes(61))).getFirst().contains("ends in 3 hours"));
        assertEquals(List.of(), watch.news(now.plus(Duration.ofMinutes(90))));
        assertEquals(1, watch.news(now.plus(Duration.ofMinutes(250))).size());
        assertEquals(1, watch.news(now.plus(Duration.ofMinutes(290))).size());
        assertTrue(watch.news(now.plus(Duration.ofMinutes(310))).getFirst().contains("expired"));
        assertEquals(List.of(), watch.news(now.plus(Duration.ofMinutes(320))));
        write(file, now.plus(Duration.ofHours(30)), now.plusSeconds(9));
        assertTrue(watch.news(now.plus(Duration.ofMinutes(321))).getFirst().contains("was renewed"));
        assertEquals(List.of(), watch.news(now.plus(Duration.ofMinutes(322))));
    }

    private static void write(Path file, Instant expires, Instant modified) throws IOException {
        Files.writeString(file, token("{\"exp\":" + expires.getEpochSecond() + "}"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.setLastModifiedTime(file, FileTime.from(modified));
    }
}
