package org.topcoffea.root.internal.container;

import java.util.List;

/**
 * A directory of a file.
 *
 * @param path its path from the top, without a slash at either end; empty for the top
 * @param keys its objects and subdirectories, in the order of the file, with all cycles
 */
public record Directory(String path, List<Key> keys) {
    /** Whether a key stands for a subdirectory. */
    public static boolean isDirectory(Key key) {
        return key.className().equals("TDirectory") || key.className().equals("TDirectoryFile");
    }

    /** The path of something in this directory. */
    public String path(String name) {
        return path.isEmpty() ? name : path + '/' + name;
    }
}
