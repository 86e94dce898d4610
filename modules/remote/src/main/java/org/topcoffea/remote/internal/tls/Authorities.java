package org.topcoffea.remote.internal.tls;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.topcoffea.remote.Credentials;
import org.topcoffea.remote.internal.credential.Pem;

/**
 * Who is trusted to sign the certificates of servers: the authorities of the grid ({@code X509_CERT_DIR}: PEM files named by a
 * hash of the subject, as OpenSSL and IGTF lay them out), those of {@code SSL_CERT_FILE}, and those of the Java runtime.
 * Revocation lists are not looked at.
 */
final class Authorities {
    private static final System.Logger LOG = System.getLogger(Authorities.class.getName());
    private static final Pattern HASHED = Pattern.compile("[0-9a-f]{8}\\.[0-9]+|.*\\.(pem|crt)");
    private static final int MAX_BYTES = 1 << 20;

    private final Set<X509Certificate> trusted = new LinkedHashSet<>();

    private Authorities() {}

    static Authorities find(Credentials credentials) throws GeneralSecurityException, IOException {
        Authorities authorities = new Authorities();
        Optional<Path> directory = credentials.authorities();
        if (directory.isPresent()) {
            authorities.addDirectory(directory.get());
        }
        Optional<String> bundle =
                credentials.variable("SSL_CERT_FILE").or(() -> credentials.variable("X509_CERT_FILE"));
        if (bundle.isPresent()) {
            authorities.addFile(Path.of(bundle.get()));
        }
        authorities.addRuntime();
        return authorities;
    }

    private void addDirectory(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.filter(file ->
                            HASHED.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new IOException(
                    "the directory of trusted authorities " + directory + " cannot be read (" + e
                            + "): correct X509_CERT_DIR",
                    e);
        }
        // Each authority is there under two hashes and its name, mostly as links to one file.
        Set<Path> seen = new LinkedHashSet<>();
        for (Path file : files) {
            try {
                if (seen.add(file.toRealPath()) && Files.size(file) <= MAX_BYTES) {
                    addFile(file);
                }
            } catch (GeneralSecurityException | IOException e) {
                LOG.log(Level.DEBUG, "ignored trusted authority {0}: {1}", file, e);
            }
        }
        LOG.log(Level.DEBUG, "{0} trusted authorities in {1}", trusted.size(), directory);
    }

    private void addFile(Path file) throws GeneralSecurityException, IOException {
        trusted.addAll(Pem.certificates(Files.readString(file, StandardCharsets.ISO_8859_1)));
    }

    private void addRuntime() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager known) {
                trusted.addAll(List.of(known.getAcceptedIssuers()));
            }
        }
    }

    TrustManager trustManager() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (X509Certificate certificate : trusted) {
            store.setCertificateEntry(Integer.toString(number++), certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        List<TrustManager> managers = new ArrayList<>(List.of(factory.getTrustManagers()));
        return managers.getFirst();
    }
}
