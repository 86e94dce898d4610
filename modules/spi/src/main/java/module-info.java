import org.jspecify.annotations.NullMarked;

/**
 * The contracts between topcoffea and the code of its users: event processors, the columns they read and the
 * accumulators they fill. It depends on nothing but {@code java.base}, does no input or output and starts no thread.
 */
@NullMarked
module org.topcoffea.spi {
    requires static transitive org.jspecify;

    exports org.topcoffea.spi;
}
