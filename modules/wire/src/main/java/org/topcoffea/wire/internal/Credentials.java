package org.topcoffea.wire.internal;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** What a client knows to prove itself. */
public final class Credentials {
    private final byte[] password;

    /** Takes a password; no bytes mean none. */
    public Credentials(byte[] password) {
        this.password = password.clone();
    }

    /** The exchange on this channel; null without a password. */
    @Nullable
    PasswordExchange begin(Channel channel) throws SSLPeerUnverifiedException, CertificateException {
        return password.length == 0 ? null : new PasswordExchange(password, false, certificate(channel));
    }

    private static String certificate(Channel channel) throws SSLPeerUnverifiedException, CertificateException {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            return "";
        }
        Certificate[] shown = tls.engine().getSession().getPeerCertificates();
        return Fingerprint.of(shown[0]);
    }
}
