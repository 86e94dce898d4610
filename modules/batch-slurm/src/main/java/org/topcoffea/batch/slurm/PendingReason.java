package org.topcoffea.batch.slurm;

import java.util.Map;

/** What SLURM's short reasons for waiting mean; from "JOB REASON CODES" of squeue's manual. */
final class PendingReason {
    private static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry("Resources", "waits for resources to become free"),
            Map.entry("Priority", "jobs of higher priority come first"),
            Map.entry("JobHeldUser", "held by its owner: scontrol release"),
            Map.entry("JobHeldAdmin", "held by an administrator"),
            Map.entry("PartitionDown", "its partition is down"),
            Map.entry("PartitionInactive", "its partition is inactive"),
            Map.entry("PartitionTimeLimit", "its time limit is longer than the partition's: ask for less"),
            Map.entry("PartitionNodeLimit", "it asks for more nodes than the partition allows"),
            Map.entry("ReqNodeNotAvail", "a node it needs is down, drained or reserved"),
            Map.entry("NodeDown", "a node it needs is down"),
            Map.entry("BadConstraints", "no node can satisfy its constraints"),
            Map.entry("AssocMaxJobsLimit", "the account's limit of jobs is reached"),
            Map.entry("QOSMaxJobsPerUserLimit", "the limit of jobs per user is reached"),
            Map.entry("QOSMaxCpuPerUserLimit", "the limit of cores per user is reached"),
            Map.entry("BeginTime", "its earliest start time has not come, as after a requeue"),
            Map.entry("InvalidAccount", "its account is not valid: name another with --account"),
            Map.entry("None", "not yet looked at by the scheduler"));

    private PendingReason() {}

    static String text(String reason) {
        if (reason.isEmpty()) {
            return "SLURM gives no reason";
        }
        String key = reason.split("[,( ]")[0];
        return MEANINGS.containsKey(key) ? MEANINGS.get(key) + " (" + reason + ")" : reason;
    }
}
