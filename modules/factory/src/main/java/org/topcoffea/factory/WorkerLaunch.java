package org.topcoffea.factory;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.topcoffea.batch.JobDescription;
import org.topcoffea.batch.JobFile;
import org.topcoffea.batch.Placement;
import org.topcoffea.batch.ShellWords;
import org.topcoffea.spi.Resources;

/**
 * How workers are started, apart from what a configuration file may change.
 *
 * @param binary the worker: this program's archive, or another program that takes the options of {@code work_queue_worker}
 * @param place host and port of the one manager to serve, as two words; empty for managers by name
 * @param catalog {@code host[:port]} of catalogs, separated by commas; or empty for the workers' own choice
 * @param password the file with the password, if there is one
 * @param ssl whether connections are encrypted even if the catalog does not say so
 * @param features what workers say they have
 * @param options more options of the worker, each a word
 * @param environment variables set for workers
 * @param wrapper a shell command in front of the worker's, or empty
 * @param wrapperInputs files that the wrapper needs
 * @param placement where workers may run
 */
public record WorkerLaunch(
        Path binary,
        List<String> place,
        String catalog,
        Optional<Path> password,
        boolean ssl,
        List<String> features,
        List<String> options,
        Map<String, String> environment,
        String wrapper,
        List<Path> wrapperInputs,
        Placement placement) {
    private static final String PROGRAM = "work_queue_worker";
    private static final String PASSWORD = "pwfile";

    /** Copies the collections. */
    public WorkerLaunch {
        place = List.copyOf(place);
        features = List.copyOf(features);
        options = List.copyOf(options);
        environment = Map.copyOf(environment);
        wrapperInputs = List.copyOf(wrapperInputs);
    }

    /**
     * The job of one worker.
     *
     * @param settings what holds now
     * @param avoid hosts that it must not run on
     */
    public JobDescription job(FactorySettings settings, Set<String> avoid) {
        List<JobFile> files = new ArrayList<>();
        files.add(new JobFile(binary, PROGRAM, JobFile.Kind.PROGRAM));
        password.ifPresent(file -> files.add(new JobFile(file, PASSWORD, JobFile.Kind.SECRET)));
        for (Path input : wrapperInputs) {
            files.add(new JobFile(input, input.getFileName().toString(), JobFile.Kind.PROGRAM));
        }
        Set<String> hosts = new LinkedHashSet<>(placement.avoidedHosts());
        hosts.addAll(avoid);
        List<String> requirements = new ArrayList<>(placement.requirements());
        requirements.addAll(settings.condorRequirements());
        Placement where = new Placement(
                placement.autosize() || settings.autosize(),
                requirements,
                hosts,
                placement.partition(),
                placement.account(),
                placement.timeLimit(),
                placement.options(),
                placement.settings());
        return new JobDescription(
                "topcoffea-worker", command(settings), files, environment, settings.worker(), where, wrapper);
    }

    /** The worker's command. Sizes are left to the slot when a whole one is asked for. */
    private List<String> command(FactorySettings settings) {
        List<String> words = new ArrayList<>(List.of("./" + PROGRAM));
        if (place.isEmpty()) {
            String name = settings.foremenName().isEmpty() ? settings.managerName() : settings.foremenName();
            words.addAll(List.of("-M", name));
        } else {
            words.addAll(place);
        }
        words.addAll(List.of("-t", Integer.toString(settings.timeout())));
        if (place.isEmpty() && !catalog.isEmpty()) {
            words.addAll(List.of("-C", catalog));
        }
        if (!settings.factoryName().isEmpty()) {
            words.addAll(List.of("--from-factory", settings.factoryName()));
        }
        if (password.isPresent()) {
            words.addAll(List.of("-P", PASSWORD));
        }
        if (!placement.autosize() && !settings.autosize()) {
            addSizes(words, settings.worker());
        }
        if (ssl) {
            words.add("--ssl");
        }
        words.addAll(options);
        words.addAll(ShellWords.split(settings.extraOptions()));
        features.forEach(feature -> words.addAll(List.of("--feature", feature)));
        return words;
    }

    private static void addSizes(List<String> words, Resources worker) {
        Map<String, Long> sizes = new java.util.LinkedHashMap<>();
        sizes.put("--cores", worker.cores());
        sizes.put("--memory", worker.memory());
        sizes.put("--disk", worker.disk());
        sizes.put("--gpus", worker.gpus());
        sizes.forEach((option, size) -> {
            if (size > 0) {
                words.addAll(List.of(option, Long.toString(size)));
            }
        });
    }
}
