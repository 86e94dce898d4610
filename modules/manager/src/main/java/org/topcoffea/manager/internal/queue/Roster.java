package org.topcoffea.manager.internal.queue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.topcoffea.scheduler.Departure;
import org.topcoffea.scheduler.Event;
import org.topcoffea.scheduler.TaskResult;
import org.topcoffea.scheduler.TaskStatus;
import org.topcoffea.scheduler.WorkerSpec;
import org.topcoffea.spi.Blame;
import org.topcoffea.wire.CloseReason;
import org.topcoffea.wire.ManagerMessage;
import org.topcoffea.wire.ResultCode;
import org.topcoffea.wire.WorkerConnection;
import org.topcoffea.wire.WorkerMessage;

/** Workers come, say what they have, send results and go. */
final class Roster implements PeerListener.Deliver {
    private static final long SECOND = 1_000_000;

    private final Core core;
    private final TaskQueue queue;
    private final Map<String, Integer> factoryLimits = new HashMap<>();

    Roster(Core core, TaskQueue queue) {
        this.core = core;
        this.queue = queue;
    }

    /** A connection was made. Called from a network thread. */
    PeerListener introduced(WorkerConnection connection) {
        Peer peer = new Peer(connection, core.now());
        core.mailbox.post(() -> core.peers.put(peer.number(), peer));
        return new PeerListener(peer, core.application, core.mailbox, core.logs.debug(), this);
    }

    @Override
    public void said(Peer peer, WorkerMessage message) {
        if (peer.gone) {
            return;
        }
        switch (message) {
            case WorkerMessage.Info info -> info(peer, info.field(), info.value());
            case WorkerMessage.Feature feature -> {
                peer.features.add(feature.name());
                offerAgain(peer);
            }
            case WorkerMessage.Resource resource -> peer.resources.put(resource.name(), resource);
            case WorkerMessage.ResourceTag tag -> offer(peer);
            case WorkerMessage.CacheInvalid invalid -> {
                peer.cached.remove(invalid.cacheName());
                core.tell(new Event.CacheChanged(peer.number(), Set.of(), Set.of(invalid.cacheName())));
            }
            default -> {}
        }
    }

    private void info(Peer peer, String field, String value) {
        switch (field) {
            case "worker-id" -> {
                peer.id = value.strip();
                core.logs.transactions().connected(core.now(), peer.id, peer.address());
            }
            case "worker-end-time" -> {
                peer.endTime = OptionalLong.of(seconds(value) * SECOND);
                offerAgain(peer);
            }
            case "from-factory" -> {
                peer.factory = value.strip();
                offerAgain(peer);
                trim(peer.factory);
            }
            case "idle-disconnecting" -> leaves(peer, Departure.IDLE_OUT, "it had nothing to do");
            case "vacating" -> leaves(peer, Departure.EXPLICIT, "it was told to go (signal " + value.strip() + ")");
            case "wall_time_exhausted" -> leaves(peer, Departure.EXPLICIT, "its time is over");
            case "disk_error" -> leaves(peer, Departure.EXPLICIT, "its disk is full");
            default -> core.apply(() -> core.application.told(peer, field, value));
        }
    }

    private void leaves(Peer peer, Departure how, String why) {
        peer.departure = how;
        peer.farewell = why;
        peer.leaving = true;
        core.tell(new Event.WorkerDraining(peer.number()));
    }

    private static long seconds(String value) {
        try {
            return Math.clamp((long) Double.parseDouble(value.strip()), 0, Long.MAX_VALUE / SECOND);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private void offerAgain(Peer peer) {
        if (peer.offered.isPresent()) {
            offer(peer);
        }
    }

    /** Features and the time of its end come before and behind its resources: what it can do is known when both are there. */
    private void offer(Peer peer) {
        WorkerSpec spec = peer.spec();
        if (peer.offered.isPresent() && peer.offered.get().equals(spec)) {
            return;
        }
        boolean changed =
                peer.offered.isEmpty() || !peer.offered.get().resources().equals(spec.resources());
        peer.offered = Optional.of(spec);
        if (changed) {
            core.logs.transactions().resources(core.now(), peer.id, spec.resources());
        }
        if (!peer.asked && peer.endTime.isPresent()) {
            peer.asked = true;
            core.apply(() -> peer.admitted |= core.application.joined(peer));
        }
        if (peer.admitted) {
            core.tell(new Event.WorkerOffered(spec));
        }
    }

    /** A worker may be given tasks from now on. */
    void admit(Peer peer) {
        peer.admitted = true;
        if (!peer.gone && peer.offered.isPresent()) {
            core.tell(new Event.WorkerOffered(peer.offered.get()));
        }
    }

    @Override
    public void ended(Peer peer, WorkerMessage.Result result, Object report) {
        if (peer.gone) {
            return;
        }
        Peer.Flight flight = peer.flights.get(result.task());
        if (flight == null || flight.ended) {
            core.apply(() -> core.application.late(new Ended(result.task(), 0, peer, result, report)));
            peer.send(new ManagerMessage.Kill(result.task()));
            return;
        }
        flight.ended = true;
        flight.executeMicros = Math.max(0, result.micros());
        flight.exitCode = result.exitCode();
        core.counters.withResults++;
        core.logs.transactions().retrieving(core.now(), flight.task, peer.address());
        if (result.code() == ResultCode.FORSAKEN) {
            queue.finish(
                    peer,
                    flight.task,
                    TaskResult.failure(TaskStatus.FORSAKEN, Blame.TRANSIENT, "the worker could not run it"));
            return;
        }
        core.tell(new Event.TaskEnded(peer.number(), flight.task, flight.attempt));
        core.apply(() -> core.application.ended(new Ended(flight.task, flight.attempt, peer, result, report)));
    }

    @Override
    public void closed(Peer peer, CloseReason reason) {
        if (peer.gone) {
            return;
        }
        peer.gone = true;
        core.peers.remove(peer.number());
        core.counters.withResults -=
                peer.flights.values().stream().filter(flight -> flight.ended).count();
        core.logs.transactions().disconnected(core.now(), peer.id, peer.address(), peer.departure.logName());
        String why = peer.farewell.isEmpty() ? reason.text() : peer.farewell;
        core.logs.debug().note(peer.name() + " has gone: " + why);
        core.tell(new Event.WorkerLeft(peer.number(), peer.departure));
        core.apply(() -> core.application.left(peer, why));
        peer.flights.clear();
    }

    /** How many workers of a factory there may be. */
    void limit(String factory, int most) {
        factoryLimits.put(factory, most);
        trim(factory);
    }

    /** The factories whose workers are here. */
    List<String> factories() {
        return core.peers.values().stream()
                .map(peer -> peer.factory)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    private void trim(String factory) {
        int most = factoryLimits.getOrDefault(factory, Integer.MAX_VALUE);
        List<Peer> all = core.peers.values().stream()
                .filter(peer -> peer.factory.equals(factory) && peer.farewell.isEmpty())
                .toList();
        int left = all.size();
        for (Peer peer : all.reversed()) {
            if (left <= most) {
                break;
            }
            if (!peer.flights.isEmpty()) {
                continue;
            }
            if (!peer.inPlace() && core.application.holds(peer)) {
                core.apply(() -> core.application.bringHome(peer));
                continue;
            }
            left--;
            peer.departure = Departure.EXPLICIT;
            peer.farewell = "factory " + factory + " has more workers than it may have";
            Dispatcher.sendAway(core, peer, new ManagerMessage.Exit());
        }
    }
}
