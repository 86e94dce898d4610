package org.topcoffea.batch.slurm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.topcoffea.batch.BatchError;
import org.topcoffea.batch.BatchException;
import org.topcoffea.batch.JobDescription;
import org.topcoffea.batch.JobGroup;
import org.topcoffea.batch.JobScript;
import org.topcoffea.batch.Placement;
import org.topcoffea.batch.ShellWords;
import org.topcoffea.spi.Resources;

/** The call of sbatch and the script that it is given. */
final class SbatchCommand {
    /** SLURM's own default for MaxArraySize is 1001. */
    static final int LARGEST_ARRAY = 500;

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+");

    /** What a job needs of its submitter's environment to find programs and speak the right language. */
    private static final String EXPORTED = "HOME,USER,LOGNAME,PATH,LANG,SHELL";

    private static final String IDENTITY = "\"${SLURM_ARRAY_JOB_ID:+${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID}\"\n"
            + "[ -n \"$job\" ] || job=$SLURM_JOB_ID";

    private static final String SLOT = """
        if [ -n "${SLURM_CPUS_ON_NODE:-}" ]; then CORES=$SLURM_CPUS_ON_NODE; export CORES; fi
        if [ -n "${SLURM_MEM_PER_NODE:-}" ]; then
            MEMORY=$SLURM_MEM_PER_NODE; export MEMORY
        elif [ -n "${SLURM_MEM_PER_CPU:-}" ] && [ -n "${CORES:-}" ]; then
            MEMORY=$((SLURM_MEM_PER_CPU * CORES)); export MEMORY
        fi
        if [ -n "${SLURM_GPUS_ON_NODE:-}" ]; then GPUS=$SLURM_GPUS_ON_NODE; export GPUS; fi
        if [ "${MEMORY:-}" = 0 ]; then unset MEMORY; fi
        """;

    private SbatchCommand() {}

    static Path script(JobGroup group) {
        return group.directory().resolve("job.sh");
    }

    static String scriptText(JobDescription job, JobGroup group) {
        return JobScript.of(job, group, JobScript.Surroundings.SHARED, IDENTITY, SLOT);
    }

    static String comment(JobGroup group) {
        return "topcoffea-" + group.tag();
    }

    /** The call; options that users gave come last, so that they win. */
    static List<String> words(JobDescription job, int count, JobGroup group) {
        Placement placement = job.placement();
        placement.checkSettings("slurm", Set.of());
        if (!placement.requirements().isEmpty()) {
            throw new BatchException(
                    BatchError.BAD_DESCRIPTION,
                    "SLURM has no requirement expressions ('"
                            + placement.requirements().getFirst() + "'): use -B '--constraint=FEATURES'");
        }
        List<String> words = new ArrayList<>(frame(job, count, group));
        words.addAll(requests(job.resources(), placement.autosize()));
        words.addAll(placing(placement));
        placement.options().forEach(option -> words.addAll(ShellWords.split(option)));
        words.add(script(group).toString());
        return words;
    }

    private static List<String> frame(JobDescription job, int count, JobGroup group) {
        String log = group.logs().toString().replace("%", "%%");
        List<String> words = new ArrayList<>(List.of(
                "sbatch",
                "--parsable",
                "--job-name=" + job.name(),
                "--comment=" + comment(group),
                "--chdir=" + (group.directory()),
                "--output=" + log + (count == 1 ? "/out.%j" : "/out.%A_%a"),
                "--open-mode=append",
                "--export=" + EXPORTED,
                "--signal=B:TERM@60",
                "--nodes=1",
                "--ntasks=1"));
        if (count > 1) {
            words.add("--array=0-" + (count - 1));
        }
        return words;
    }

    private static List<String> requests(Resources wanted, boolean autosize) {
        List<String> words = new ArrayList<>();
        if (autosize) {
            words.add("--exclusive");
        }
        if (wanted.cores() > 0) {
            words.add("--cpus-per-task=" + wanted.cores());
        }
        if (wanted.memory() > 0) {
            words.add("--mem=" + wanted.memory() + "M");
        }
        if (wanted.gpus() > 0) {
            words.add("--gres=gpu:" + wanted.gpus());
        }
        return words;
    }

    private static List<String> placing(Placement placement) {
        List<String> words = new ArrayList<>();
        if (!placement.partition().isEmpty()) {
            words.add("--partition=" + placement.partition());
        }
        if (!placement.account().isEmpty()) {
            words.add("--account=" + placement.account());
        }
        if (!placement.timeLimit().isZero()) {
            words.add("--time=" + Math.max(1, (placement.timeLimit().toSeconds() + 59) / 60));
        }
        String hosts = placement.avoidedHosts().stream()
                .filter(host -> HOST.matcher(host).matches())
                .map(host -> host.split("\\.")[0])
                .distinct()
                .collect(Collectors.joining(","));
        if (!hosts.isEmpty()) {
            words.add("--exclude=" + hosts);
        }
        return words;
    }
}
