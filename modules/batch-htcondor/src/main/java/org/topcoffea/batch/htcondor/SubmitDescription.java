package org.topcoffea.batch.htcondor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.topcoffea.batch.BatchError;
import org.topcoffea.batch.BatchException;
import org.topcoffea.batch.JobDescription;
import org.topcoffea.batch.JobGroup;
import org.topcoffea.batch.JobScript;
import org.topcoffea.batch.Placement;
import org.topcoffea.spi.Resources;

/** What condor_submit reads, and the script that it sends. */
final class SubmitDescription {
    /** Settings: {@code spool} (true), {@code docker-image} (an image). */
    private static final Set<String> SETTINGS = Set.of("spool", "docker-image");

    private static final long DEFAULT_MEMORY = 1024;
    private static final long DEFAULT_DISK = 1024;
    private static final long KB_PER_MB = 1024;
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+");

    /** The slot that a job got is in its machine ad; of its disk a tenth is left alone, as the file system is shared. */
    private static final String SLOT = """
        if [ -r "${_CONDOR_MACHINE_AD:-}" ]; then
            slot() { sed -n "s/^$1 = \\([0-9][0-9]*\\).*/\\1/p" "$_CONDOR_MACHINE_AD"; }
            CORES=$(slot Cpus) MEMORY=$(slot Memory) DISK=$(slot Disk) GPUS=$(slot GPUs)
            DISK=$((${DISK:-0} / 1024 * 9 / 10))
            for name in CORES MEMORY DISK GPUS; do
                eval "value=\\$$name"
                if [ "${value:-0}" = 0 ] && [ $name != GPUS ]; then unset $name; else export $name; fi
            done
        fi
        """;

    private SubmitDescription() {}

    static Path script(JobGroup group) {
        return group.directory().resolve("job.sh");
    }

    static String scriptText(JobDescription job, JobGroup group) {
        return JobScript.of(job, group, JobScript.Surroundings.TRANSFERRED, "unused", SLOT);
    }

    static boolean spooled(JobDescription job) {
        return Boolean.parseBoolean(job.placement().settings().getOrDefault("spool", "false"));
    }

    /** The submit description; paths are relative to the group's directory, names of files are plain. */
    static String of(JobDescription job, int count, JobGroup group, List<String> files) {
        Placement placement = job.placement();
        placement.checkSettings("condor", SETTINGS);
        String directory = group.directory().toString();
        if (directory.chars().anyMatch(c -> c == '$' || c < ' ')) {
            throw new BatchException(
                    BatchError.BAD_DESCRIPTION,
                    directory + " has a '$', which HTCondor would expand: use another name");
        }
        List<String> lines = new ArrayList<>(universe(placement));
        lines.addAll(List.of(
                "batch_name = " + job.name(),
                "+TopcoffeaGroup = \"" + group.tag() + "\"",
                "initialdir = " + directory,
                "executable = " + script(group),
                "transfer_executable = true"));
        lines.addAll(transfers(files));
        lines.addAll(requests(job.resources(), placement.autosize()));
        lines.addAll(placing(placement));
        placement.options().forEach(option -> lines.add(expanded(option)));
        lines.add("queue " + count);
        return String.join("\n", lines) + "\n";
    }

    private static List<String> transfers(List<String> files) {
        List<String> lines = new ArrayList<>();
        if (!files.isEmpty()) {
            lines.add("transfer_input_files = "
                    + files.stream().map(name -> "files/" + name).collect(Collectors.joining(", ")));
        }
        lines.addAll(List.of(
                "should_transfer_files = yes",
                "when_to_transfer_output = on_exit",
                "transfer_output_files = \"\"",
                "output = log/out.$(Cluster).$(Process)",
                "error = log/out.$(Cluster).$(Process)",
                "log = log/events",
                "notification = never",
                "keep_claim_idle = 30",
                "+JobMaxSuspendTime = 0"));
        return lines;
    }

    private static List<String> universe(Placement placement) {
        String image = placement.settings().getOrDefault("docker-image", "");
        return image.isEmpty()
                ? List.of("universe = vanilla")
                : List.of("universe = docker", "docker_image = " + oneLine(image));
    }

    private static List<String> requests(Resources wanted, boolean autosize) {
        long cores = orElse(wanted.cores(), 1);
        long memory = orElse(wanted.memory(), DEFAULT_MEMORY);
        long disk = orElse(wanted.disk(), DEFAULT_DISK) * KB_PER_MB;
        List<String> lines = new ArrayList<>(List.of(
                "request_cpus = " + (autosize ? whole(cores, "TotalSlotCpus") : cores),
                "request_memory = " + (autosize ? whole(memory, "TotalSlotMemory") : memory),
                "request_disk = " + (autosize ? whole(disk, "TotalSlotDisk") : disk)));
        if (wanted.gpus() > 0) {
            lines.add("request_gpus = " + wanted.gpus());
        }
        return lines;
    }

    private static String whole(long least, String all) {
        return "ifThenElse(" + least + " > " + all + ", " + least + ", " + all + ")";
    }

    private static List<String> placing(Placement placement) {
        List<String> lines = new ArrayList<>();
        List<String> requirements = new ArrayList<>();
        placement.requirements().forEach(expression -> requirements.add("(" + oneLine(expression) + ")"));
        for (String host : placement.avoidedHosts()) {
            if (HOST.matcher(host).matches()) {
                requirements.add("!regexp(\"^" + host.replace(".", "[.]") + "([.].*)?$\", Machine, \"i\")");
            }
        }
        if (!requirements.isEmpty()) {
            lines.add("requirements = " + String.join(" && ", requirements));
        }
        Map<String, String> named =
                Map.of("accounting_group", placement.account(), "+Partition", quotedOrEmpty(placement.partition()));
        named.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> lines.add(entry.getKey() + " = " + oneLine(entry.getValue())));
        if (!placement.timeLimit().isZero()) {
            lines.add("periodic_remove = JobStatus == 2 && time() - EnteredCurrentStatus > "
                    + placement.timeLimit().toSeconds());
        }
        return lines;
    }

    private static String quotedOrEmpty(String text) {
        return text.isEmpty() ? "" : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** Options may hold several lines, written with the two letters {@code \n} as users of work_queue_factory do. */
    private static String expanded(String option) {
        return option.replace("\\n", "\n").replace("\\t", "\t").replace("\\\\", "\\");
    }

    private static String oneLine(String text) {
        if (text.chars().anyMatch(c -> c < ' ')) {
            throw new BatchException(
                    BatchError.BAD_DESCRIPTION, "'" + text.replace('\n', '?') + "' has more than one line");
        }
        return text;
    }

    private static long orElse(long value, long other) {
        return value == Resources.UNSPECIFIED ? other : value;
    }
}
