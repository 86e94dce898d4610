/**
 * Work Queue and its catalog on connections: messages, codecs, TLS, passwords. No policy: who gets which task is decided
 * elsewhere.
 *
 * <h2>Manager side</h2>
 *
 * <p>{@link org.topcoffea.wire.ManagerServer#start} listens; for each worker that has introduced itself it calls
 * {@link org.topcoffea.wire.ManagerService#introduced} with a {@link org.topcoffea.wire.WorkerConnection} and gets back the
 * {@link org.topcoffea.wire.WorkerListener} that hears of everything that happens on it:
 *
 * <pre>{@code
 * ManagerServer server = ManagerServer.start(ServerOptions.onPorts(9123, 9130), new ManagerService() {
 *     public WorkerListener introduced(WorkerConnection worker) { return new MyWorker(worker); }
 *     public ByteBuffer status(StatusQuery query) { ... }               // on a thread of its own
 * });
 * worker.put("run-0123", path, report -> ...);                          // a file or a tree, from disk
 * worker.send(ManagerMessage.Task.builder(1, "./go > out").input("run-0123", "run.json", FileFlags.CACHE)
 *     .output("out-1", "out", 0).build());
 * // listener.message(...)  Info, Feature, Alive, Resource, ResourceTag, AvailableResults, CacheUpdate ...
 * // listener.result(...)   one for each finished task; send_results is asked for by the connection itself
 * worker.fetch("out-1", destination, limit, report -> ...);             // get
 * worker.send(new ManagerMessage.Kill(1));                              // frees the sandbox
 * }</pre>
 *
 * <p>Everything can be sent ahead: messages are written in the order in which they were given, answers come in the order of the
 * questions. {@code check} is sent by the server; a worker that says nothing is closed. A refusal is always a closed connection,
 * as the protocol knows no other.
 *
 * <h2>Worker side</h2>
 *
 * <p>One {@link org.topcoffea.wire.ManagerConnector} per process makes {@link org.topcoffea.wire.ManagerConnection}s. The
 * {@link org.topcoffea.wire.ManagerListener} says where incoming files go and hears of messages. {@code check} is answered by
 * the connection; on {@link org.topcoffea.wire.ManagerMessage.SendResults} the worker sends its
 * {@link org.topcoffea.wire.WorkerMessage.Result}s, then {@link org.topcoffea.wire.WorkerMessage.End}; on
 * {@link org.topcoffea.wire.ManagerMessage.Get} it calls {@link org.topcoffea.wire.ManagerConnection#answer}.
 *
 * <p>Callbacks of one connection come one after the other on a network thread that serves others too: return soon, never block,
 * hand work to a thread of your own. All methods of connections may be called from any thread and do not block, except where
 * they say so.
 */
package org.topcoffea.wire;
