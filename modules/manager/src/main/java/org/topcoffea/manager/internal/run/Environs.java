package org.topcoffea.manager.internal.run;

import java.util.Optional;
import java.util.function.Consumer;
import org.topcoffea.manager.internal.queue.Peer;
import org.topcoffea.scheduler.Action;

/** What the analysis needs of its surroundings. */
interface Environs {
    /** Prepares what workers that are not ours need; calls back on the thread of the queue. */
    void prepareCommands(Peer peer, Consumer<Optional<String>> done);

    /** A worker has come. */
    void joined(Peer peer);

    /** A worker has gone. */
    void left(Peer peer);

    /** How far the run is. */
    void progress(int stored, int known);

    /** What was learnt is worth remembering. */
    void learnt(Action.Learnt learnt);

    /** Everything is over. */
    void over();
}
