package org.topcoffea.wire;

/** How a worker that found a manager in the catalog reaches it. */
public enum ConnectionMode {
    /** As the manager prefers. */
    MANAGER_CHOICE,
    /** At the addresses of the manager's network interfaces, then at the one the catalog saw. */
    BY_IP,
    /** At the host name that the catalog found. */
    BY_HOSTNAME,
    /** At the address the catalog saw. */
    BY_APPARENT_IP
}
