package org.topcoffea.plan;

import java.util.Comparator;

/**
 * One file as input of one sample; the same file in two samples is two inputs.
 *
 * @param dataset the name of the sample
 * @param file the URL or path
 * @param tree the name of the tree that is read
 */
public record InputFile(String dataset, String file, String tree) implements Comparable<InputFile> {
    private static final Comparator<InputFile> ORDER = Comparator.comparing(InputFile::dataset)
            .thenComparing(InputFile::file)
            .thenComparing(InputFile::tree);

    @Override
    public int compareTo(InputFile other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return file + " (" + tree + ", sample " + dataset + ")";
    }
}
