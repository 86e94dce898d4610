package org.topcoffea.environment.internal.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;

/**
 * Compresses with all cores: blocks of fixed size become gzip members of their own, which RFC 1952 (2.2) lets follow each
 * other in one file. The bytes do not depend on the number of cores.
 */
final class BlockGzip extends OutputStream {
    private static final int BLOCK = 4 << 20;

    /** The last that is worth its time: level 9 saves another third of a percent for three times as much. */
    private static final int LEVEL = 7;

    private final OutputStream out;
    private final int threads = Runtime.getRuntime().availableProcessors();
    private final ExecutorService pool = Executors.newFixedThreadPool(threads, BlockGzip::daemon);
    private final Deque<Future<byte[]>> pending = new ArrayDeque<>();
    private final byte[] block = new byte[BLOCK];
    private int filled;

    BlockGzip(OutputStream out) {
        this.out = out;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "gzip");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            int step = Math.min(length - done, BLOCK - filled);
            System.arraycopy(bytes, offset + done, block, filled, step);
            done += step;
            filled += step;
            if (filled == BLOCK) {
                submit();
            }
        }
    }

    private void submit() throws IOException {
        byte[] part = Arrays.copyOf(block, filled);
        filled = 0;
        pending.add(pool.submit(() -> compress(part)));
        if (pending.size() > 2 * threads) {
            drain();
        }
    }

    private void drain() throws IOException {
        try {
            out.write(pending.remove().get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while compressing");
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    private static byte[] compress(byte[] part) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(part.length);
        try (GZIPOutputStream gzip = new Member(bytes)) {
            gzip.write(part);
        }
        return bytes.toByteArray();
    }

    /** The header that Java writes has neither time nor name, which keeps the bytes the same. */
    private static final class Member extends GZIPOutputStream {
        Member(OutputStream out) throws IOException {
            super(out, 1 << 16);
            def.setLevel(LEVEL);
        }
    }

    /** Writes what is left; the stream below stays open. */
    void finish() throws IOException {
        if (filled > 0) {
            submit();
        }
        while (!pending.isEmpty()) {
            drain();
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
