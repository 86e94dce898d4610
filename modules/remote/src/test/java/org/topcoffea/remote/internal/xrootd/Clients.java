package org.topcoffea.remote.internal.xrootd;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.topcoffea.remote.Credentials;
import org.topcoffea.remote.RemoteOptions;
import org.topcoffea.remote.internal.tls.TlsContexts;
import org.topcoffea.remote.internal.transport.Attempt;
import org.topcoffea.remote.internal.transport.RemoteContext;
import org.topcoffea.remote.internal.transport.RemoteFile;
import org.topcoffea.remote.internal.transport.RemoteUrl;

/** Clients for tests. */
final class Clients {
    private Clients() {}

    /** A client with environment variables: names and values in turn. */
    static XrootdProtocol with(String... variables) {
        Map<String, String> environment = new HashMap<>();
        for (int i = 0; i < variables.length; i += 2) {
            environment.put(variables[i], variables[i + 1]);
        }
        return with(RemoteOptions.standard(environment));
    }

    /** A client that gives up after some time without progress. */
    static XrootdProtocol impatient(Duration progress, Duration open) {
        return with(RemoteOptions.standard(Map.of()).withTimeouts(Duration.ofSeconds(60), progress, open));
    }

    private static XrootdProtocol with(RemoteOptions options) {
        Credentials credentials = Credentials.of(options.environment());
        return new XrootdProtocol(new RemoteContext(options, credentials, new TlsContexts(credentials)));
    }

    static RemoteFile open(XrootdProtocol protocol, String url) throws InterruptedException {
        return protocol.open(RemoteUrl.parse(url), Attempt.FIRST);
    }

    /** Some bytes of a file. */
    static byte[] read(RemoteFile file, long position, int length) throws InterruptedException {
        byte[] bytes = new byte[length];
        file.read(new long[] {position}, new MemorySegment[] {MemorySegment.ofArray(bytes)});
        return bytes;
    }
}
