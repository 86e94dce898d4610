package org.topcoffea.factory;

import org.topcoffea.spi.Blame;
import org.topcoffea.spi.ErrorCode;

/** What can be wrong with a factory. */
public enum FactoryError implements ErrorCode {
    /** A configuration file cannot be read. */
    NO_SUCH_FILE,
    /** A configuration file is not written in the language of such files. */
    BAD_SYNTAX,
    /** A setting has a value of the wrong type or outside its range, or contradicts another. */
    BAD_VALUE,
    /** Nobody was named whom workers should serve. */
    NO_MANAGER;

    @Override
    public Blame blame() {
        return Blame.USER;
    }
}
