package org.topcoffea.manager;

import org.topcoffea.runner.RunListener;

/** Hears how a run on workers gets on. Called from several threads. */
public interface ManagerListener extends RunListener {
    /** Something that the user should know, in one line: how to start workers, that the port is open to anybody. */
    void say(String line);

    /** So many workers are connected. */
    default void workers(int connected) {}
}
