package org.topcoffea.environment;

import org.topcoffea.spi.Blame;
import org.topcoffea.spi.ErrorCode;

/** What may fail when environments are packed, kept, unpacked or rebuilt. */
public enum EnvironmentError implements ErrorCode {
    /** A directory is not a packed image of this program, so that nothing can be sent to workers. */
    NOT_AN_IMAGE(Blame.USER),
    /** The image was changed after it was made. */
    IMAGE_CHANGED(Blame.USER),
    /** What an archive is to be made of cannot be read or does not fit together. */
    BAD_INPUT(Blame.USER),
    /** The directory of the cache cannot be used. */
    CACHE_FAILED(Blame.USER),
    /** An archive is damaged, or not what its name says. */
    DAMAGED_ARCHIVE(Blame.TRANSIENT),
    /** An archive contains what no archive of ours contains: paths that lead out, links, devices, far too much. */
    HOSTILE_ARCHIVE(Blame.USER),
    /** There is no room, or no right, to unpack an archive. */
    CANNOT_UNPACK(Blame.RESOURCE),
    /** A directory of plugin sources is none. */
    BAD_SOURCE(Blame.USER),
    /** Plugin sources have changes that were not committed, and the user wants none. */
    UNCOMMITTED_CHANGES(Blame.USER),
    /** The build of a plugin failed. */
    BUILD_FAILED(Blame.USER);

    private final Blame blame;

    EnvironmentError(Blame blame) {
        this.blame = blame;
    }

    @Override
    public Blame blame() {
        return blame;
    }
}
