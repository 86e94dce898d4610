package org.topcoffea.batch.htcondor;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.topcoffea.batch.BatchError;
import org.topcoffea.batch.BatchException;
import org.topcoffea.batch.JobGroup;
import org.topcoffea.batch.JobId;
import org.topcoffea.batch.JobOutput;
import org.topcoffea.batch.JobState;
import org.topcoffea.batch.JobStatus;

/**
 * The log that HTCondor writes of a group's jobs: records that start with a line of event number, job and time and end with
 * {@code ...}. Only the two events that end a job are of interest: 005 (terminated) and 009 (aborted).
 */
final class EventLog {
    private static final Pattern HEAD = Pattern.compile("(\\d{3}) \\((\\d+)\\.(\\d+)\\.\\d+\\) (\\S+ \\S+) .*");
    private static final Pattern RETURNED = Pattern.compile("\\s*\\(1\\) Normal termination \\(return value (\\d+)\\)");
    private static final Pattern SIGNALLED = Pattern.compile("\\s*\\(0\\) Abnormal termination \\(signal (\\d+)\\)");

    private EventLog() {}

    /** How jobs ended, as far as the log tells. */
    static Map<JobId, JobStatus> ends(JobGroup group) {
        Map<JobId, JobStatus> ends = new HashMap<>();
        Path file = group.logs().resolve("events");
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            String line;
            while ((line = reader.readLine()) != null) {
                Matcher head = HEAD.matcher(line);
                boolean end = head.matches()
                        && (head.group(1).equals("005") || head.group(1).equals("009"));
                if (end) {
                    JobStatus status = status(head, reader.readLine(), group);
                    ends.put(status.id(), status);
                }
            }
        } catch (NoSuchFileException e) {
            return ends;
        } catch (IOException e) {
            throw new BatchException(BatchError.BAD_DIRECTORY, file + " cannot be read: " + e.getMessage(), e);
        }
        return ends;
    }

    private static JobStatus status(Matcher head, @Nullable String detail, JobGroup group) {
        JobId id = new JobId(Integer.parseInt(head.group(2)) + "." + Integer.parseInt(head.group(3)));
        String text = detail == null ? "" : detail;
        JobState state;
        if (head.group(1).equals("009")) {
            state = new JobState.Removed(text.strip());
        } else {
            Matcher returned = RETURNED.matcher(text);
            Matcher signalled = SIGNALLED.matcher(text);
            int code = returned.matches()
                    ? Integer.parseInt(returned.group(1))
                    : signalled.matches() ? 128 + Integer.parseInt(signalled.group(1)) : 255;
            state = new JobState.Exited(code, JobOutput.tail(JobAd.output(group, id)));
        }
        return new JobStatus(id, state, time(head.group(4)), 1);
    }

    private static Instant time(String text) {
        try {
            return LocalDateTime.parse(text.replace(' ', 'T'))
                    .atZone(ZoneId.systemDefault())
                    .toInstant();
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }
}
