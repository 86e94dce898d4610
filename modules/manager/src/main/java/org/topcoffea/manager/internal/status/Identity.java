package org.topcoffea.manager.internal.status;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What does not change about a manager.
 *
 * @param project the name that workers look for
 * @param version of this program
 * @param port where it listens
 * @param ssl whether connections are encrypted
 * @param fingerprint of the certificate; empty without one
 * @param started when it began, in microseconds since the epoch
 * @param loopback whether it can be reached from this machine only
 */
public record Identity(
        String project, String version, int port, boolean ssl, String fingerprint, long started, boolean loopback) {
    private static final int PROTOCOL = 11;
    /** Seconds after which a catalog forgets a manager that says nothing any more. */
    public static final int LIFETIME = 180;

    /** As fields of a catalog record. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("type", "wq_master");
        fields.put("project", project);
        fields.put("starttime", started / 1_000_000);
        fields.put("working_dir", System.getProperty("user.dir", ""));
        fields.put("owner", System.getProperty("user.name", ""));
        fields.put("version", version);
        fields.put("port", port);
        fields.put("priority", 0);
        fields.put("manager_preferred_connection", "by_ip");
        fields.put("protocol", PROTOCOL);
        fields.put("ssl", ssl);
        if (!fingerprint.isEmpty()) {
            fields.put("ssl_fingerprint", fingerprint);
        }
        fields.put("lifetime", LIFETIME);
        fields.put("network_interfaces", interfaces());
        return fields;
    }

    private List<Map<String, Object>> interfaces() {
        List<Map<String, Object>> found = new ArrayList<>();
        try {
            for (NetworkInterface card : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                if (card.isUp() && card.isLoopback() == loopback) {
                    for (InetAddress address : Collections.list(card.getInetAddresses())) {
                        if (address instanceof Inet4Address) {
                            found.add(Map.of(
                                    "interface", card.getName(),
                                    "address", address.getHostAddress(),
                                    "family", "AF_INET"));
                        }
                    }
                }
            }
        } catch (SocketException e) {
            System.getLogger(Identity.class.getName())
                    .log(System.Logger.Level.DEBUG, "no network interfaces: {0}", e.toString());
        }
        return found;
    }
}
