package org.topcoffea.manager.internal.queue;

import org.topcoffea.manager.internal.log.DebugLog;
import org.topcoffea.wire.Body;
import org.topcoffea.wire.CloseReason;
import org.topcoffea.wire.WorkerListener;
import org.topcoffea.wire.WorkerMessage;

/** Hears a worker on a network thread and passes on what matters to the thread of the queue. */
final class PeerListener implements WorkerListener {
    private final Peer peer;
    private final Application application;
    private final Mailbox mailbox;
    private final DebugLog log;
    private final Deliver deliver;

    /** What the thread of the queue does with it. */
    interface Deliver {
        /** A message without a body. */
        void said(Peer peer, WorkerMessage message);

        /** A task has ended. */
        void ended(Peer peer, WorkerMessage.Result result, Object report);

        /** The connection has ended. */
        void closed(Peer peer, CloseReason reason);
    }

    PeerListener(Peer peer, Application application, Mailbox mailbox, DebugLog log, Deliver deliver) {
        this.peer = peer;
        this.application = application;
        this.mailbox = mailbox;
        this.log = log;
        this.deliver = deliver;
    }

    @Override
    public void message(WorkerMessage message) {
        switch (message) {
            case WorkerMessage.Alive alive -> {}
            case WorkerMessage.AvailableResults available -> {}
            case WorkerMessage.End end -> {}
            case WorkerMessage.Info info
            when info.field().equals("tasks_running")
                    || info.field().equals("tasks_waiting")
                    || info.field().equals("end_of_resource_update") -> {}
            default -> mailbox.post(() -> deliver.said(peer, message));
        }
    }

    @Override
    public void message(WorkerMessage.WithBody header, Body body) {
        switch (header) {
            case WorkerMessage.Result result -> {
                Object report = application.parse(result, body);
                mailbox.post(() -> deliver.ended(peer, result, report));
            }
            case WorkerMessage.CacheInvalid invalid -> mailbox.post(() -> deliver.said(peer, invalid));
            default -> {}
        }
    }

    @Override
    public boolean wantsLines() {
        return log.enabled();
    }

    @Override
    public void line(boolean sent, String line) {
        if (sent) {
            log.sent(peer.host(), peer.address(), line);
        } else {
            log.received(peer.host(), peer.address(), line);
        }
    }

    @Override
    public void closed(CloseReason reason) {
        mailbox.post(() -> deliver.closed(peer, reason));
    }
}
