package org.topcoffea.scheduler;

/** Counts since the beginning, and sums of times. */
final class Tally {
    long joined;
    long removed;
    long released;
    long idledOut;
    long fastAborted;
    long lost;
    long submitted;
    long dispatched;
    long done;
    long failed;
    long cancelled;
    long split;
    long exhausted;
    long send;
    long sendGood;
    long receive;
    long receiveGood;
    long execute;
    long executeGood;
    long executeExhaustion;

    void ended(TaskResult result) {
        send += result.sendTime();
        receive += result.receiveTime();
        execute += result.executeTime();
        if (result.good()) {
            sendGood += result.sendTime();
            receiveGood += result.receiveTime();
            executeGood += result.executeTime();
        } else if (result.status() == TaskStatus.RESOURCE_EXHAUSTION) {
            executeExhaustion += result.executeTime();
        }
    }

    void left(Departure departure, boolean wasReleased) {
        removed++;
        if (wasReleased) {
            released++;
        } else if (departure == Departure.IDLE_OUT) {
            idledOut++;
        } else if (departure != Departure.EXPLICIT) {
            lost++;
        }
    }

    Statistics.Times times() {
        return new Statistics.Times(send, sendGood, receive, receiveGood, execute, executeGood, executeExhaustion);
    }
}
