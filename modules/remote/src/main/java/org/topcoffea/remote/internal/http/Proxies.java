package org.topcoffea.remote.internal.http;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.topcoffea.remote.Credentials;

/** The HTTP proxies that {@code http_proxy}, {@code https_proxy}, {@code all_proxy} and {@code no_proxy} name, as curl reads them. */
final class Proxies extends ProxySelector {
    private static final System.Logger LOG = System.getLogger(Proxies.class.getName());

    private final Optional<Proxy> plain;
    private final Optional<Proxy> secure;
    private final List<String> direct;

    Proxies(Credentials environment) {
        Optional<String> all = either(environment, "all_proxy");
        // Not HTTP_PROXY in upper case: a web server's scripts get that from anybody ("httpoxy").
        plain = environment.variable("http_proxy").or(() -> all).flatMap(Proxies::proxy);
        secure = either(environment, "https_proxy").or(() -> all).flatMap(Proxies::proxy);
        direct = List.of(either(environment, "no_proxy").orElse("").split("[,\\s]+"));
    }

    private static Optional<String> either(Credentials environment, String name) {
        return environment.variable(name).or(() -> environment.variable(name.toUpperCase(Locale.ROOT)));
    }

    private static Optional<Proxy> proxy(String text) {
        try {
            URI uri = URI.create(text.contains("://") ? text : "http://" + text);
            if (uri.getHost() == null || !uri.getScheme().equals("http")) {
                LOG.log(Level.WARNING, "ignored proxy {0}: only http://host:port is supported", uri.getHost());
                return Optional.empty();
            }
            int port = uri.getPort() < 0 ? 1080 : uri.getPort();
            return Optional.of(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(uri.getHost(), port)));
        } catch (IllegalArgumentException e) {
            LOG.log(Level.WARNING, "ignored a proxy variable that is not a URL");
            return Optional.empty();
        }
    }

    @Override
    public List<Proxy> select(URI uri) {
        Optional<Proxy> proxy = uri.getScheme().equals("https") ? secure : plain;
        return List.of(proxy.filter(any -> !isDirect(uri)).orElse(Proxy.NO_PROXY));
    }

    private boolean isDirect(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        for (String entry : direct) {
            String name = entry.toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", "");
            if (entry.equals("*") || (!name.isEmpty() && (host.equals(name) || host.endsWith("." + name)))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        LOG.log(Level.DEBUG, "proxy {0}: {1}", address, failure);
    }
}
