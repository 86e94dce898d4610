package org.topcoffea.plan;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.topcoffea.spi.Sample;

/**
 * The samples of a run.
 *
 * <p>What the user names is read by one grammar. An argument is a sample file ({@code .json}), a directory (its sample
 * files, sorted by name), any other file (a cfg file), or several of these separated by commas. A cfg file has lines of
 * items separated by commas, and comments behind {@code #}. An item that ends in {@code .json} is a sample file; one that
 * ends in {@code .cfg} is another cfg file, read in its place; a URL, a path beginning and ending with {@code /}, or a
 * directory is the prefix of all following samples. A prefix is put before file names verbatim. It holds to the end of its
 * cfg file, also for cfg files that this one names. Sample and cfg files are looked for beside the cfg file that names
 * them, then in the working directory.
 *
 * <p>Event files that have a relative name are looked for beside the sample file (without a prefix), beside the cfg file
 * that sets the prefix, or in the working directory (with {@code --prefix}), then in the working directory.
 *
 * @param datasets the samples and their files, in load order; never empty, names all different
 */
public record Inputs(List<Dataset> datasets) {
    /** Copies the list. */
    public Inputs {
        datasets = List.copyOf(datasets);
    }

    /**
     * Reads what the user named, relative to the working directory of the process.
     *
     * @param arguments sample files, cfg files, directories, and lists of these separated by commas
     * @param prefix is put before the names of event files until a cfg file sets another one; may be empty
     * @throws PlanException with all problems that were found, one line each
     */
    public static Inputs read(List<String> arguments, String prefix) {
        return read(arguments, prefix, Path.of(""));
    }

    /**
     * Reads what the user named.
     *
     * @param arguments sample files, cfg files, directories, and lists of these separated by commas
     * @param prefix is put before the names of event files until a cfg file sets another one; may be empty
     * @param workingDirectory where relative names begin
     * @throws PlanException with all problems that were found, one line each
     */
    public static Inputs read(List<String> arguments, String prefix, Path workingDirectory) {
        return new Inputs(new InputReader(workingDirectory).read(arguments, prefix));
    }

    /** The samples, in load order. */
    public List<Sample> samples() {
        return datasets.stream().map(Dataset::sample).toList();
    }

    /** The number of files of all samples. */
    public int fileCount() {
        return datasets.stream().mapToInt(dataset -> dataset.files().size()).sum();
    }

    /**
     * The Wilson coefficients of the run: the given ones exactly, else those of all samples, each where it is met first in
     * load order.
     *
     * @param given the list that the user gave; empty when there is none
     * @throws PlanException {@link PlanError#BAD_WC_LIST} when one is given twice
     */
    public List<String> wcNames(List<String> given) {
        Set<String> names = new LinkedHashSet<>();
        for (String name : given) {
            if (!names.add(name)) {
                throw new PlanException(PlanError.BAD_WC_LIST, "--wc-list names '" + name + "' twice");
            }
        }
        if (given.isEmpty()) {
            datasets.forEach(dataset -> names.addAll(dataset.sample().wcNames()));
        }
        return List.copyOf(names);
    }
}
