package org.topcoffea.remote.internal.xrootd.security;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.topcoffea.remote.X509Proxy;

/**
 * Shows a proxy certificate (gsi): the server proves that it has the key of its certificate, both agree upon a key, and the
 * user's certificates go encrypted with it, with a proof that he has the key of the first. The proxy is never delegated.
 */
public final class GsiMechanism implements Mechanism {
    private static final int REQUEST_CERTIFICATE = 1000;
    private static final int OUR_CERTIFICATE = 1001;
    private static final int THEIR_CERTIFICATE = 2001;
    private static final int PROXY_REQUEST = 2002;
    private static final int VERSION = 10_600;

    /** Since this version the parts of the key agreement are signed. */
    private static final int SIGNED_AGREEMENT = 10_400;

    private static final String NO_PADDING = "-noPad";
    private static final Pattern ARGUMENT = Pattern.compile("(?:^|,)v:(\\d+)");
    private static final Pattern MODULES = Pattern.compile("(?:^|,)c:([^,]*)");
    private static final String TAG_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789./";
    private static final int TAG_LENGTH = 8;

    private final Optional<X509Proxy> proxy;
    private final Peer peer;
    private final String arguments;
    private final X509TrustManager authorities;
    private final SecureRandom random = new SecureRandom();
    private byte[] tag = {};
    private boolean padded = true;
    private @Nullable Agreement agreement;

    /**
     * Makes one.
     *
     * @param proxy the user's proxy certificate, if there is one
     * @param arguments version, cipher modules and authorities of the server: {@code v:10600,c:ssl,ca:1234abcd.0}
     * @param authorities whom to trust
     */
    public GsiMechanism(Optional<X509Proxy> proxy, Peer peer, String arguments, X509TrustManager authorities) {
        this.proxy = proxy;
        this.peer = peer;
        this.arguments = arguments;
        this.authorities = authorities;
    }

    @Override
    public String name() {
        return "gsi";
    }

    private X509Proxy proxy() throws SecurityFailure {
        return proxy.orElseThrow(() -> new SecurityFailure(
                "gsi: you have no valid proxy certificate: run voms-proxy-init, or set X509_USER_PROXY"));
    }

    @Override
    public byte[] begin() throws SecurityFailure {
        Matcher version = ARGUMENT.matcher(arguments);
        if (version.find() && Integer.parseInt(version.group(1)) < SIGNED_AGREEMENT) {
            throw new SecurityFailure("gsi: the server's version " + version.group(1)
                    + " does not sign its part of the key agreement: it has to be renewed");
        }
        Matcher modules = MODULES.matcher(arguments);
        List<String> names = modules.find() ? List.of(modules.group(1).split("\\|")) : List.of("ssl");
        if (names.contains("ssl" + NO_PADDING)) {
            padded = false;
        } else if (!names.contains("ssl")) {
            throw new SecurityFailure("gsi: the server wants cipher modules that this program does not know: " + names);
        }
        tag = newTag();
        return new GsiMessage(REQUEST_CERTIFICATE)
                .put(GsiMessage.CRYPTO_MODULE, padded ? "ssl" : "ssl" + NO_PADDING)
                .put(GsiMessage.VERSION, VERSION)
                .put(GsiMessage.ISSUER_HASH, issuerHash(proxy()))
                .put(GsiMessage.CLIENT_OPTIONS, 0)
                .put(
                        GsiMessage.MAIN,
                        new GsiMessage(REQUEST_CERTIFICATE)
                                .put(GsiMessage.TAG, tag)
                                .encode())
                .encode();
    }

    private byte[] newTag() {
        byte[] letters = new byte[TAG_LENGTH];
        for (int i = 0; i < TAG_LENGTH; i++) {
            letters[i] = (byte) TAG_LETTERS.charAt(random.nextInt(TAG_LETTERS.length()));
        }
        return letters;
    }

    /** Names the authority that issued the certificate of the user himself, by both of its hashes. */
    private static String issuerHash(X509Proxy proxy) {
        X509Certificate user = ProxyChain.user(proxy.chain());
        String current = NameHash.current(user.getIssuerX500Principal());
        String old = NameHash.old(user.getIssuerX500Principal());
        return current + ".0|" + old + ".0";
    }

    @Override
    public byte[] next(byte[] challenge) throws SecurityFailure {
        GsiMessage message = GsiMessage.parse(challenge);
        if (message.step() == PROXY_REQUEST) {
            throw new SecurityFailure("gsi: the server wants to act with your proxy elsewhere, which is refused");
        }
        if (message.step() != THEIR_CERTIFICATE || agreement != null) {
            throw new SecurityFailure(
                    "gsi: the server does not keep to the protocol " + message.text(GsiMessage.MESSAGE));
        }
        X509Certificate server = certificate(message);
        ServerIdentity.check(server, peer.host(), authorities);
        GsiMessage main = GsiMessage.parse(message.need(GsiMessage.MAIN, "main part"));
        byte[] proof = RsaBlocks.open(server.getPublicKey(), main.need(GsiMessage.SIGNED_TAG, "proof of its key"));
        if (!MessageDigest.isEqual(proof, tag)) {
            throw new SecurityFailure("gsi: the server does not have the key of its certificate");
        }
        return answer(message, server, main.need(GsiMessage.TAG, "question"));
    }

    private byte[] answer(GsiMessage message, X509Certificate server, byte[] question) throws SecurityFailure {
        String cipher = choose(message, GsiMessage.CIPHER_NAMES, List.of("aes-128-cbc", "aes-256-cbc"), "cipher");
        String digest = choose(message, GsiMessage.DIGEST_NAMES, List.of("sha256", "sha1", "md5"), "digest");
        byte[] theirs =
                RsaBlocks.open(server.getPublicKey(), message.need(GsiMessage.CIPHER, "part of the key agreement"));
        Agreement agreed = Agreement.with(theirs, padded, cipher.contains("256") ? 32 : 16);
        X509Proxy own = proxy();
        byte[] main = new GsiMessage(OUR_CERTIFICATE)
                .put(GsiMessage.SIGNED_TAG, RsaBlocks.seal(own.key(), question))
                .put(GsiMessage.CERTIFICATES, pem(own.chain()))
                .put(GsiMessage.TAG, newTag())
                .encode();
        agreement = agreed;
        return new GsiMessage(OUR_CERTIFICATE)
                .put(GsiMessage.CRYPTO_MODULE, padded ? "ssl" : "ssl" + NO_PADDING)
                .put(GsiMessage.CIPHER, RsaBlocks.seal(own.key(), agreed.ours()))
                .put(GsiMessage.PUBLIC_KEY, publicKey(own.chain().getFirst()))
                .put(GsiMessage.CIPHER_NAMES, cipher + "#16")
                .put(GsiMessage.DIGEST_NAMES, digest)
                .put(GsiMessage.MAIN, agreed.seal(main))
                .encode();
    }

    /** The first of the server's names that this program knows; the first of ours if it names none. */
    private static String choose(GsiMessage message, int type, List<String> known, String what) throws SecurityFailure {
        String offered = message.text(type);
        if (offered.isEmpty()) {
            return known.getFirst();
        }
        return Arrays.stream(offered.split(":"))
                .filter(known::contains)
                .findFirst()
                .orElseThrow(() -> new SecurityFailure(
                        "gsi: the server offers no " + what + " that this program knows: " + offered));
    }

    private static X509Certificate certificate(GsiMessage message) throws SecurityFailure {
        byte[] pem = message.need(GsiMessage.CERTIFICATES, "certificate");
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
        } catch (GeneralSecurityException e) {
            throw new SecurityFailure("gsi: the server's certificate cannot be read", e);
        }
    }

    private static String pem(String label, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }

    private static byte[] publicKey(X509Certificate certificate) {
        return pem("PUBLIC KEY", certificate.getPublicKey().getEncoded()).getBytes(US_ASCII);
    }

    private static byte[] pem(List<X509Certificate> chain) throws SecurityFailure {
        List<String> texts = new ArrayList<>();
        try {
            for (X509Certificate certificate : chain) {
                texts.add(pem("CERTIFICATE", certificate.getEncoded()));
            }
        } catch (GeneralSecurityException e) {
            throw new SecurityFailure("gsi: your proxy certificate cannot be used", e);
        }
        return String.join("", texts).getBytes(US_ASCII);
    }

    @Override
    public @Nullable Sealer sealer() {
        return agreement;
    }
}
