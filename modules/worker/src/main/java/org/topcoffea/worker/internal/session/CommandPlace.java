package org.topcoffea.worker.internal.session;

import java.util.Map;
import org.topcoffea.worker.internal.process.Monitor;
import org.topcoffea.worker.internal.workspace.Cache;
import org.topcoffea.worker.internal.workspace.Workspace;

/**
 * What commands need of their worker.
 *
 * @param workspace where everything is
 * @param cache what was sent
 * @param monitor starts and watches processes
 * @param environment the environment variables of the worker
 * @param wrapper a command that is put in front of every command, or empty
 * @param workerId tells the worker from all others
 */
public record CommandPlace(
        Workspace workspace,
        Cache cache,
        Monitor monitor,
        Map<String, String> environment,
        String wrapper,
        String workerId) {}
