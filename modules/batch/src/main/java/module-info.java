import org.jspecify.annotations.NullMarked;

/**
 * The contract between topcoffea and batch systems: submit, observe, remove and explain jobs.
 *
 * @uses org.topcoffea.batch.BatchBackend the batch systems of the image and of plugins
 */
@NullMarked
module org.topcoffea.batch {
    requires static transitive org.jspecify;
    requires transitive org.topcoffea.spi;

    exports org.topcoffea.batch;

    uses org.topcoffea.batch.BatchBackend;
}
