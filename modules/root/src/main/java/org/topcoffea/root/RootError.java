package org.topcoffea.root;

import org.topcoffea.spi.Blame;
import org.topcoffea.spi.ErrorCode;

/** What can be wrong with a ROOT file. */
public enum RootError implements ErrorCode {
    /** The file does not exist. */
    MISSING(Blame.DATA),
    /** The file exists but cannot be read: permissions, a directory, an I/O error. */
    UNREADABLE(Blame.DATA),
    /** The file does not begin like a ROOT file. */
    NOT_ROOT(Blame.DATA),
    /** The file is shorter than its header says, or a record reaches behind its end. */
    TRUNCATED(Blame.DATA),
    /** Something in the file contradicts itself or cannot be decoded. */
    CORRUPT(Blame.DATA),
    /** The file has no tree of that name. */
    NO_SUCH_TREE(Blame.DATA),
    /** The file has no object of that name, or it is of another class. */
    NO_SUCH_OBJECT(Blame.DATA),
    /** The file is in order but uses something that this reader does not know. */
    UNSUPPORTED(Blame.DATA);

    private final Blame blame;

    RootError(Blame blame) {
        this.blame = blame;
    }

    @Override
    public Blame blame() {
        return blame;
    }
}
