package org.topcoffea.remote.internal.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.topcoffea.remote.X509Proxy;

/**
 * Shows a proxy certificate with its chain to every server that asks. The issuers that a server lists are those of users,
 * never of proxies, so that the usual choice by issuer would find nothing.
 */
final class ProxyKeyManager extends X509ExtendedKeyManager {
    private static final String ALIAS = "proxy";

    private final X509Proxy proxy;

    ProxyKeyManager(X509Proxy proxy) {
        this.proxy = proxy;
    }

    private String @Nullable [] aliases(String keyType) {
        return proxy.key().getAlgorithm().equals(keyType) ? new String[] {ALIAS} : null;
    }

    private @Nullable String alias(String[] keyTypes) {
        for (String type : keyTypes) {
            if (aliases(type) != null) {
                return ALIAS;
            }
        }
        return null;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return aliases(keyType);
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return alias(keyTypes);
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return alias(keyTypes);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return alias.equals(ALIAS) ? proxy.chain().toArray(X509Certificate[]::new) : null;
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return alias.equals(ALIAS) ? proxy.key() : null;
    }
}
