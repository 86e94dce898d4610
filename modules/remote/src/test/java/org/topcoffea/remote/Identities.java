package org.topcoffea.remote;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.topcoffea.remote.internal.credential.Pem;

/** Certificates made for tests: an authority, servers, a user with proxies. */
final class Identities {
    private Identities() {}

    static String text(String name) throws IOException {
        try (InputStream in = Identities.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** Writes one of them to a file that only its owner can read. */
    static Path secret(Path directory, String name) throws IOException {
        Path file = directory.resolve(name);
        Files.writeString(file, text(name));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    /** A directory with the authority, named by its hash. */
    static Path authorities(Path directory) throws IOException {
        Path authorities = Files.createDirectory(directory.resolve("certificates"));
        Files.writeString(authorities.resolve("0a1b2c3d.0"), text("ca.pem"));
        Files.writeString(
                authorities.resolve("broken.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        return authorities;
    }

    /** The TLS side of a server, which asks for a certificate and takes any. */
    static SSLContext server(String name) throws IOException, GeneralSecurityException {
        List<X509Certificate> chain = Pem.certificates(text(name));
        PrivateKey key = Pem.key(text(name), chain.getFirst());
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", key, new char[0], chain.toArray(Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), new TrustManager[] {new Anybody()}, null);
        return context;
    }

    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
