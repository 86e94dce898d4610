package org.topcoffea.worker.internal.session;

import java.nio.file.Path;
import org.topcoffea.remote.CredentialDirectory;
import org.topcoffea.remote.CredentialParcel;
import org.topcoffea.wire.ManagerMessage;
import org.topcoffea.worker.internal.workspace.Cache;

/**
 * Where things go that a manager sends: credentials to where only runners find them, everything else into the cache.
 *
 * @param cache what tasks use
 * @param credentials what the manager's user has sent of his own
 */
record Arrivals(Cache cache, CredentialDirectory credentials) {
    private static boolean secret(String name) {
        return CredentialParcel.Kind.of(name).isPresent();
    }

    /** Where something is made that is about to come. */
    Path place(ManagerMessage announcement) {
        return switch (announcement) {
            case ManagerMessage.Put put when secret(put.cacheName()) -> credentials.arriving(put.cacheName());
            case ManagerMessage.Put put -> cache.incoming(put.cacheName());
            case ManagerMessage.Directory directory -> cache.incoming(directory.cacheName());
            default -> throw new IllegalArgumentException(announcement + " has no place");
        };
    }

    /** Something has come. */
    void take(ManagerMessage announcement, Path where) {
        switch (announcement) {
            case ManagerMessage.Put put when secret(put.cacheName()) -> credentials.take(put.cacheName());
            case ManagerMessage.Put put -> cache.take(put.cacheName(), where);
            case ManagerMessage.Directory directory -> cache.take(directory.cacheName(), where);
            default -> throw new IllegalArgumentException(announcement + " has no place");
        }
    }

    /** Something is not wanted any more. */
    void drop(String name) {
        if (secret(name)) {
            credentials.drop(name);
        } else {
            cache.drop(name);
        }
    }
}
