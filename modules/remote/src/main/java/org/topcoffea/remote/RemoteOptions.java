package org.topcoffea.remote;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How to deal with servers. The same for all protocols.
 *
 * @param connectTimeout how long a connection may take to be established
 * @param progressTimeout how long a request may stay without a single byte of its answer; requests that make progress never
 *     time out
 * @param openTimeout how long a server may take to open a file, which may have to come from tape or another site
 * @param attempts how often something is tried before it is given up, at least 1
 * @param firstDelay the pause before the second attempt; it doubles from one to the next, with jitter
 * @param longestDelay the longest pause between two attempts
 * @param hedging whether a read that takes longer than 95 of 100 others is asked for a second time over another connection
 * @param aheadBytes about how many bytes one reader may have fetched ahead
 * @param fallbackPrefixes where files may be, too: each is put before the path of a URL, for example
 *     {@code root://redirector.example.org/}
 * @param environment the environment variables, where credentials and proxies are named
 */
public record RemoteOptions(
        Duration connectTimeout,
        Duration progressTimeout,
        Duration openTimeout,
        int attempts,
        Duration firstDelay,
        Duration longestDelay,
        boolean hedging,
        long aheadBytes,
        List<String> fallbackPrefixes,
        Map<String, String> environment) {
    /** Checks the numbers and copies the map. */
    public RemoteOptions {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts " + attempts);
        }
        fallbackPrefixes = List.copyOf(fallbackPrefixes);
        environment = Map.copyOf(environment);
    }

    /** What suits most sites. */
    public static RemoteOptions standard(Map<String, String> environment) {
        return new RemoteOptions(
                Duration.ofSeconds(15),
                Duration.ofSeconds(60),
                Duration.ofMinutes(5),
                5,
                Duration.ofMillis(500),
                Duration.ofSeconds(30),
                true,
                16 << 20,
                List.of(),
                environment);
    }

    /** The same with other limits of patience. */
    public RemoteOptions withTimeouts(Duration connect, Duration progress, Duration open) {
        return new RemoteOptions(
                connect,
                progress,
                open,
                attempts,
                firstDelay,
                longestDelay,
                hedging,
                aheadBytes,
                fallbackPrefixes,
                environment);
    }

    /** The same with another number of attempts and other pauses between them. */
    public RemoteOptions withAttempts(int number, Duration first, Duration longest) {
        return new RemoteOptions(
                connectTimeout,
                progressTimeout,
                openTimeout,
                number,
                first,
                longest,
                hedging,
                aheadBytes,
                fallbackPrefixes,
                environment);
    }

    /** The same with or without hedged reads. */
    public RemoteOptions withHedging(boolean wanted) {
        return new RemoteOptions(
                connectTimeout,
                progressTimeout,
                openTimeout,
                attempts,
                firstDelay,
                longestDelay,
                wanted,
                aheadBytes,
                fallbackPrefixes,
                environment);
    }

    /** The same with other places to look for files. */
    public RemoteOptions withFallbackPrefixes(List<String> prefixes) {
        return new RemoteOptions(
                connectTimeout,
                progressTimeout,
                openTimeout,
                attempts,
                firstDelay,
                longestDelay,
                hedging,
                aheadBytes,
                prefixes,
                environment);
    }
}
