package org.topcoffea.root.writer;

import org.topcoffea.spi.Blame;
import org.topcoffea.spi.ErrorCode;

/** Why a ROOT file could not be written. */
public enum WriterError implements ErrorCode {
    /** The file cannot be created where it is wanted. */
    CANNOT_CREATE(Blame.USER),
    /** The file system refused bytes, most often because it is full. */
    CANNOT_WRITE(Blame.RESOURCE),
    /** A basket or record would exceed what the format can hold. */
    TOO_LARGE(Blame.USER);

    private final Blame blame;

    WriterError(Blame blame) {
        this.blame = blame;
    }

    @Override
    public Blame blame() {
        return blame;
    }
}
