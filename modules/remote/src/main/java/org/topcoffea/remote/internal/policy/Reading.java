package org.topcoffea.remote.internal.policy;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.topcoffea.remote.RemoteException;
import org.topcoffea.remote.internal.transport.RemoteFile;

/** Carries one request out: again and elsewhere when it fails, a second time beside the first when it takes long. */
final class Reading {
    private final Replicas replicas;
    private final Workshop workshop;
    private final Patience patience;

    Reading(Replicas replicas, Workshop workshop) {
        this.replicas = replicas;
        this.workshop = workshop;
        this.patience = new Patience(workshop.options());
    }

    /**
     * Fills the targets of a request.
     *
     * @throws RemoteException if no copy of the file gives the bytes
     */
    void read(Request request) throws InterruptedException {
        for (int failed = 0; ; ) {
            RemoteFile file = replicas.file();
            try {
                attempt(file, request);
                return;
            } catch (RemoteException e) {
                failed++;
                ServerRecord record = replicas.record(file);
                record.failed();
                Replicas.trouble(record, e);
                if (!worthAnother(e, failed)) {
                    throw e;
                }
                record.retried();
                replicas.failed(file, e);
                patience.sleep(failed, e);
            }
        }
    }

    private boolean worthAnother(RemoteException failure, int failed) {
        return switch (failure.error()) {
            case TIMED_OUT, UNREACHABLE, OVERLOADED, BAD_ANSWER -> failed < patience.attempts();
            case CORRUPT, MISSING -> failed < 2;
            case DENIED, CHANGED, TLS_FAILED, BAD_CREDENTIAL, UNSUPPORTED, UNWRITABLE -> false;
        };
    }

    private void attempt(RemoteFile file, Request request) throws InterruptedException {
        ServerRecord record = replicas.record(file);
        long limit = workshop.options().hedging() ? record.hedgeAfterNanos() : Long.MAX_VALUE;
        if (limit == Long.MAX_VALUE) {
            send(file, request);
            return;
        }
        BlockingQueue<Task> ended = new LinkedBlockingQueue<>();
        Task first = Task.start("read", () -> send(file, request), ended::add);
        try {
            if (ended.poll(limit, TimeUnit.NANOSECONDS) == null) {
                record.hedged();
                race(file, request, first, ended);
            } else {
                first.check();
            }
        } finally {
            first.end();
        }
    }

    /** Lets a second request run beside the first; whoever succeeds first gives the bytes. */
    private void race(RemoteFile file, Request request, Task first, BlockingQueue<Task> ended)
            throws InterruptedException {
        Request twin = request.twin();
        Task second = Task.start("hedge", () -> second(file, twin), ended::add);
        try {
            for (int i = 0; i < 2; i++) {
                Task done = ended.take();
                if (done.succeeded()) {
                    if (done == second) {
                        first.end();
                        request.copyFrom(twin);
                    }
                    return;
                }
            }
            first.check();
        } finally {
            second.end();
        }
    }

    private void second(RemoteFile file, Request twin) throws InterruptedException {
        if (file.parallel()) {
            send(file, twin);
            return;
        }
        try (RemoteFile other = replicas.apart()) {
            send(other, twin);
        }
    }

    private void send(RemoteFile file, Request request) throws InterruptedException {
        ServerRecord record = replicas.record(file);
        record.throttle().enter();
        try {
            long begin = System.nanoTime();
            file.read(request.positions(), request.targets());
            record.answered(System.nanoTime() - begin, request.bytes());
            record.throttle().succeeded();
        } finally {
            record.throttle().leave();
        }
    }
}
