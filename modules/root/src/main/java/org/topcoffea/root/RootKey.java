package org.topcoffea.root;

import java.time.LocalDateTime;

/**
 * An object of a ROOT file as its directory lists it.
 *
 * @param path the path from the top of the file, without a leading slash
 * @param cycle counts the versions of one name; the highest is the latest
 * @param className the C++ class
 * @param title the title of the object
 * @param position where the record begins in the file
 * @param storedBytes the length of the record, with its key
 * @param objectBytes the length of the payload after decompression
 * @param written when, in the writer's local time
 */
public record RootKey(
        String path,
        int cycle,
        String className,
        String title,
        long position,
        int storedBytes,
        int objectBytes,
        LocalDateTime written) {
    /** Whether the object is a tree or an n-tuple, which {@link RootFile#tree} opens. */
    public boolean isTree() {
        return switch (className) {
            case "TTree", "TNtuple", "TNtupleD", "TChain", "ROOT::RNTuple", "ROOT::Experimental::RNTuple" -> true;
            default -> false;
        };
    }
}
