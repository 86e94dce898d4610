package org.topcoffea.remote.internal.tls;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.topcoffea.remote.Credentials;
import org.topcoffea.remote.RemoteError;
import org.topcoffea.remote.RemoteException;

/** Says in one line why TLS failed, and what to do. */
public final class TlsFailures {
    private TlsFailures() {}

    /**
     * Explains a failure.
     *
     * @param what the URL, for the message
     * @param server the host and port
     */
    public static RemoteException of(String what, String server, SSLException failure, Credentials credentials) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case CertPathBuilderException unknown -> {
                    return failed(what, server, unknownAuthority(credentials), failure);
                }
                case CertificateExpiredException expired -> {
                    return failed(what, server, "has a certificate that has expired: tell those who run it", failure);
                }
                case CertificateNotYetValidException early -> {
                    return failed(
                            what,
                            server,
                            "has a certificate that is not valid yet: is the clock of this machine right?",
                            failure);
                }
                case CertPathValidatorException invalid -> {
                    return failed(
                            what, server, "has a certificate that is not valid: " + invalid.getMessage(), failure);
                }
                default -> {
                    continue;
                }
            }
        }
        return byMessage(what, server, failure, credentials);
    }

    private static RemoteException byMessage(
            String what, String server, SSLException failure, Credentials credentials) {
        String message = String.valueOf(failure.getMessage());
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("no name matching") || lower.contains("no subject alternative")) {
            return failed(what, server, "has a certificate for another host (" + message + ")", failure);
        }
        if (lower.contains("received fatal alert") && lower.contains("certificate")) {
            List<String> problems = credentials.problems(Duration.ZERO);
            String advice =
                    problems.isEmpty() ? "is your certification authority known there?" : String.join("; ", problems);
            return failed(what, server, "does not accept your certificate (" + message + "): " + advice, failure);
        }
        if (lower.contains("plaintext connection") || lower.contains("unsupported or unrecognized ssl message")) {
            return failed(
                    what, server, "does not speak TLS on this port: use http:// or root://, or another port", failure);
        }
        // Anything but a failed handshake is a connection that broke.
        RemoteError error = failure instanceof SSLHandshakeException || failure instanceof SSLPeerUnverifiedException
                ? RemoteError.TLS_FAILED
                : RemoteError.UNREACHABLE;
        boolean cutOff = lower.contains("terminated") || lower.contains("closed") || lower.contains("reset");
        return new RemoteException(
                cutOff ? RemoteError.UNREACHABLE : error,
                what + ": TLS with " + server + " failed: " + message,
                failure);
    }

    private static String unknownAuthority(Credentials credentials) {
        return "has a certificate of an unknown authority: "
                + credentials
                        .authorities()
                        .map(directory -> "it is not among those of " + directory
                                + "; install the authorities of your grid, or correct X509_CERT_DIR")
                        .orElse("set X509_CERT_DIR to the directory of the authorities of your grid, or SSL_CERT_FILE"
                                + " to a file with the authority");
    }

    private static RemoteException failed(String what, String server, String problem, SSLException failure) {
        return new RemoteException(RemoteError.TLS_FAILED, what + ": " + server + " " + problem, failure);
    }
}
