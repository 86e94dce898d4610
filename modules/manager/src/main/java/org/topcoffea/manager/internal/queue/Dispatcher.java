package org.topcoffea.manager.internal.queue;

import java.util.Set;
import org.topcoffea.scheduler.Action;
import org.topcoffea.scheduler.Departure;
import org.topcoffea.scheduler.Event;
import org.topcoffea.wire.FileFlags;
import org.topcoffea.wire.ManagerMessage;
import org.topcoffea.wire.TaskFile;
import org.topcoffea.wire.TransferReport;

/** Does what the scheduler wants: sends tasks with their inputs, stops them, lets workers go. */
final class Dispatcher {
    private static final double MEGABYTE = 1 << 20;

    private final Core core;

    Dispatcher(Core core) {
        this.core = core;
    }

    void execute(Action action) {
        switch (action) {
            case Action.Wait wait -> waiting(wait);
            case Action.Dispatch dispatch -> dispatch(dispatch);
            case Action.Stop stop -> stop(stop);
            case Action.Done done -> over(done, done.task());
            case Action.Fail fail -> over(fail, fail.task());
            case Action.Cancelled cancelled -> over(cancelled, cancelled.task());
            case Action.Split split -> over(split, split.task());
            case Action.Release release -> release(release);
            case Action.Block block ->
                core.logs.debug().notice("blocking host " + block.host() + ": " + block.reason());
            case Action.Unblock unblock -> core.logs.debug().notice("unblocking host " + unblock.host());
            case Action.Learnt learnt -> {
                core.logs
                        .transactions()
                        .first(core.now(), learnt.category(), learnt.mode().logName(), learnt.first());
                core.apply(() -> core.application.learnt(learnt));
            }
        }
    }

    private void waiting(Action.Wait wait) {
        core.logs
                .transactions()
                .waiting(
                        core.now(),
                        wait.task(),
                        wait.category(),
                        wait.allocation().logName(),
                        wait.requested());
        core.apply(() -> core.application.moved(wait));
    }

    private void dispatch(Action.Dispatch dispatch) {
        Peer peer = core.peers.get(dispatch.worker());
        if (peer == null || peer.gone) {
            return;
        }
        long begin = System.nanoTime();
        Form form = core.application.form(dispatch.task(), dispatch.attempt(), peer);
        core.counters.application += (System.nanoTime() - begin) / 1000;
        core.logs
                .transactions()
                .running(
                        core.now(),
                        dispatch.task(),
                        peer.address(),
                        dispatch.allocation().logName(),
                        dispatch.box());
        Peer.Flight flight =
                new Peer.Flight(dispatch.task(), dispatch.attempt(), form, dispatch.box(), dispatch.ahead());
        peer.flights.put(dispatch.task(), flight);
        form.inputs().values().forEach(file -> put(peer, flight, file));
        peer.send(message(dispatch, form));
        core.apply(() -> core.application.moved(dispatch));
        if (flight.puts == 0) {
            started(peer, flight);
        }
    }

    private static ManagerMessage.Task message(Action.Dispatch dispatch, Form form) {
        ManagerMessage.Task.Builder task = ManagerMessage.Task.builder(dispatch.task(), form.command())
                .coprocess(form.coprocess())
                .resources(dispatch.box());
        form.inputs().forEach((path, file) -> task.input(file.cacheName(), path, FileFlags.CACHE));
        for (TaskFile file : form.kept()) {
            task.input(file.cacheName(), file.path(), file.flags());
        }
        for (TaskFile file : form.outputs()) {
            task.output(file.cacheName(), file.path(), file.flags());
        }
        return task.build();
    }

    private void put(Peer peer, Peer.Flight flight, StagedFile file) {
        if (!peer.cached.add(file.cacheName())) {
            return;
        }
        flight.puts++;
        peer.connection.put(
                file.cacheName(), file.path(), report -> core.mailbox.post(() -> sent(peer, flight, report)));
    }

    private void sent(Peer peer, Peer.Flight flight, TransferReport report) {
        long micros = report.time().toNanos() / 1000;
        flight.sendMicros += micros;
        flight.sendBytes += report.bytes();
        peer.bytesSent += report.bytes();
        peer.transferMicros += micros;
        core.counters.bytesSent += report.bytes();
        core.counters.sendMicros += micros;
        core.logs
                .transactions()
                .transfer(
                        core.now(),
                        true,
                        flight.task,
                        true,
                        report.bytes() / MEGABYTE,
                        micros / 1e6,
                        report.cacheName());
        flight.puts--;
        if (!report.complete()) {
            core.logs.debug().notice(peer.name() + ": cannot send " + report.cacheName() + ": " + report.failure());
            peer.cached.remove(report.cacheName());
            return;
        }
        core.tell(new Event.CacheChanged(peer.number(), Set.of(report.cacheName()), Set.of()));
        if (flight.puts == 0) {
            started(peer, flight);
        }
    }

    /** All that a task needs is at the worker; what was sent ahead of room begins when the scheduler thinks that there is. */
    private void started(Peer peer, Peer.Flight flight) {
        if (peer.flights.get(flight.task) == flight && !flight.ended && !flight.ahead) {
            core.tell(new Event.TaskStarted(peer.number(), flight.task, flight.attempt));
        }
    }

    private void stop(Action.Stop stop) {
        Peer peer = core.peers.get(stop.worker());
        if (peer == null || peer.gone) {
            return;
        }
        core.logs.debug().note("stopping task " + stop.task() + " at " + peer.name() + ": " + stop.reason());
        Peer.Flight flight = peer.flights.get(stop.task());
        if (flight != null && flight.attempt == stop.attempt()) {
            peer.flights.remove(stop.task());
            clear(peer, flight);
        }
    }

    /** Lets the worker forget a task and what belongs to it alone. */
    static void clear(Peer peer, Peer.Flight flight) {
        if (peer.gone) {
            return;
        }
        peer.send(new ManagerMessage.Kill(flight.task));
        for (TaskFile output : flight.form.outputs()) {
            if ((output.flags() & FileFlags.CACHE) == 0) {
                peer.send(new ManagerMessage.Unlink(output.cacheName()));
            }
        }
    }

    private void over(Action action, long task) {
        if (action instanceof Action.Cancelled) {
            core.logs.transactions().cancelled(core.now(), task);
        }
        core.apply(() -> core.application.over(action));
    }

    private void release(Action.Release release) {
        Peer peer = core.peers.get(release.worker());
        if (peer == null || peer.gone || peer.leaving) {
            // Who goes by itself hands over what it holds, and then closes the connection.
            return;
        }
        peer.departure = release.departure();
        peer.farewell = release.reason();
        boolean slow = release.departure() == Departure.FAST_ABORT;
        sendAway(core, peer, slow ? new ManagerMessage.Release() : new ManagerMessage.Exit());
    }

    /** Ends a connection, or lets the worker do so when it has handed over what it holds. */
    static void sendAway(Core core, Peer peer, ManagerMessage farewell) {
        peer.send(farewell);
        if (peer.inPlace() && core.application.holds(peer)) {
            peer.leaving = true;
        } else {
            peer.connection.close(peer.farewell);
        }
    }
}
