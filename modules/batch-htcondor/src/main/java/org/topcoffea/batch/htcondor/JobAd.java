package org.topcoffea.batch.htcondor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.topcoffea.batch.BatchError;
import org.topcoffea.batch.BatchException;
import org.topcoffea.batch.JobGroup;
import org.topcoffea.batch.JobId;
import org.topcoffea.batch.JobOutput;
import org.topcoffea.batch.JobState;
import org.topcoffea.batch.JobStatus;

/** Job ads as {@code condor_q -json} prints them. Numbers of JobStatus: HTCondor manual, "Job ClassAd Attributes". */
final class JobAd {
    static final String ATTRIBUTES =
            "ClusterId,ProcId,JobStatus,HoldReason,RemoveReason,RemoteHost,LastRemoteHost,QDate,"
                + "EnteredCurrentStatus,NumJobStarts,NumShadowStarts,ExitCode,ExitBySignal,ExitSignal,LastRejMatchReason,StageInFinish";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int IDLE = 1;
    private static final int RUNNING = 2;
    private static final int REMOVED = 3;
    private static final int COMPLETED = 4;
    private static final int HELD = 5;
    private static final int TRANSFERRING_OUTPUT = 6;
    private static final int SUSPENDED = 7;

    private JobAd() {}

    /** Where the output of a job goes. */
    static Path output(JobGroup group, JobId id) {
        return group.logs().resolve("out." + id);
    }

    /** All jobs of an answer; no answer at all means no job. */
    static List<JobStatus> statuses(String json, JobGroup group) {
        List<JobStatus> statuses = new ArrayList<>();
        ads(json).forEach(ad -> statuses.add(status(ad, group)));
        return statuses;
    }

    /** Jobs that have ended and stay in the queue until somebody fetches what they left, as spooled ones do. */
    static List<JobId> unfetched(String json) {
        List<JobId> ids = new ArrayList<>();
        for (JsonNode ad : ads(json)) {
            if (ad.path("JobStatus").asInt() == COMPLETED
                    && ad.path("StageInFinish").asLong() > 0) {
                ids.add(id(ad));
            }
        }
        return ids;
    }

    private static JsonNode ads(String json) {
        try {
            return json.isBlank() ? JSON.createArrayNode() : JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new BatchException(
                    BatchError.UNREACHABLE, "condor_q does not answer in JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static JobId id(JsonNode ad) {
        return new JobId(ad.path("ClusterId").asInt() + "." + ad.path("ProcId").asInt());
    }

    private static JobStatus status(JsonNode ad, JobGroup group) {
        JobId id = id(ad);
        JobState state = state(ad, id, group);
        boolean idle = state instanceof JobState.Idle;
        Instant since = Instant.ofEpochSecond(
                ad.path(idle ? "QDate" : "EnteredCurrentStatus").asLong());
        int starts = Math.max(
                ad.path("NumJobStarts").asInt(), ad.path("NumShadowStarts").asInt());
        return new JobStatus(id, state, since, starts);
    }

    private static JobState state(JsonNode ad, JobId id, JobGroup group) {
        String host = host(ad.path("RemoteHost").asText(""));
        int number = ad.path("JobStatus").asInt();
        return switch (number) {
            case IDLE -> new JobState.Idle(ad.path("LastRejMatchReason").asText(""));
            case RUNNING -> new JobState.Running(host);
            case SUSPENDED -> new JobState.Running(host + " (suspended)");
            case HELD -> new JobState.Held(ad.path("HoldReason").asText("no reason given"));
            case TRANSFERRING_OUTPUT -> new JobState.Leaving("sends back its output");
            case REMOVED -> new JobState.Leaving(ad.path("RemoveReason").asText(""));
            case COMPLETED -> new JobState.Exited(exitCode(ad), JobOutput.tail(output(group, id)));
            default -> new JobState.Held("HTCondor says JobStatus " + number + ", which is not known here");
        };
    }

    private static int exitCode(JsonNode ad) {
        return ad.path("ExitBySignal").asBoolean()
                ? 128 + ad.path("ExitSignal").asInt()
                : ad.path("ExitCode").asInt();
    }

    /** The machine of a slot name such as {@code slot1_2@host}. */
    private static String host(String slot) {
        return slot.substring(slot.indexOf('@') + 1);
    }
}
