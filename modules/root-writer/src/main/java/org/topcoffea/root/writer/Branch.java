package org.topcoffea.root.writer;

import java.util.Optional;
import org.topcoffea.codec.Compression;
import org.topcoffea.root.writer.internal.LeafType;
import org.topcoffea.spi.ColumnType;

/**
 * The description of a branch with one leaf.
 *
 * @param name the name of the branch and of its leaf
 * @param title what the branch holds, for people; empty stands for the leaf list
 * @param type the type of its values
 * @param length the number of values per entry, or per object of a collection
 * @param counting whether the branch is the counter of collections
 * @param counter the name of the branch that tells the number of objects, for a collection's column
 * @param compression an algorithm of its own, if it has one
 * @param level the level of that algorithm
 * @param basketEntries the largest number of entries in a basket; 0 for one basket in each cluster
 */
public record Branch(
        String name,
        String title,
        ColumnType type,
        int length,
        boolean counting,
        Optional<String> counter,
        Optional<Compression> compression,
        int level,
        int basketEntries) {
    /** Checks the parts. */
    public Branch {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a branch needs a name");
        }
        if (length < 1 || (type == ColumnType.STRING && length > 1)) {
            throw new IllegalArgumentException("branch " + name + ": " + length + " values per entry");
        }
        if (type == ColumnType.STRING && counter.isPresent()) {
            throw new IllegalArgumentException("branch " + name + ": texts cannot be counted by another branch");
        }
        if (counting
                && (length != 1 || counter.isPresent() || !LeafType.of(type).integer())) {
            throw new IllegalArgumentException("branch " + name + ": a counter is one integer per entry");
        }
        if (basketEntries < 0) {
            throw new IllegalArgumentException("branch " + name + ": baskets of " + basketEntries + " entries");
        }
        int checkedLevel = level;
        compression.ifPresent(algorithm -> FileOptions.requireLevel(algorithm, checkedLevel));
    }

    /** One value per entry. */
    public static Branch scalar(String name, ColumnType type) {
        return new Branch(name, "", type, 1, false, Optional.empty(), Optional.empty(), 0, 0);
    }

    /** The same number of values in every entry. */
    public static Branch array(String name, ColumnType type, int length) {
        return new Branch(name, "", type, length, false, Optional.empty(), Optional.empty(), 0, 0);
    }

    /** The number of objects of a collection; its values must not be negative nor exceed 2³¹−1. */
    public static Branch counter(String name, ColumnType type) {
        return new Branch(name, "", type, 1, true, Optional.empty(), Optional.empty(), 0, 0);
    }

    /** As many values per entry as the entry's value of a counter, which the tree must already have. */
    public static Branch jagged(String name, ColumnType type, String counter) {
        return new Branch(name, "", type, 1, false, Optional.of(counter), Optional.empty(), 0, 0);
    }

    /** One text per entry. */
    public static Branch text(String name) {
        return scalar(name, ColumnType.STRING);
    }

    /** This branch with a title. */
    public Branch titled(String newTitle) {
        return new Branch(name, newTitle, type, length, counting, counter, compression, level, basketEntries);
    }

    /** This branch with several values per object of the collection. */
    public Branch ofLength(int newLength) {
        return new Branch(name, title, type, newLength, counting, counter, compression, level, basketEntries);
    }

    /** This branch with a compression of its own. */
    public Branch compressed(Compression newCompression, int newLevel) {
        return new Branch(
                name, title, type, length, counting, counter, Optional.of(newCompression), newLevel, basketEntries);
    }

    /** This branch with smaller baskets. */
    public Branch withBasketEntries(int entries) {
        return new Branch(name, title, type, length, counting, counter, compression, level, entries);
    }

    /** The leaf's title, such as {@code pt[nJet]}. */
    String leafTitle() {
        String counted = counter.map(count -> "[" + count + "]").orElse("");
        return name + counted + (length > 1 ? "[" + length + "]" : "");
    }
}
