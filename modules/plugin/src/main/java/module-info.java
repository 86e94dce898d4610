import org.jspecify.annotations.NullMarked;

/**
 * Plugin directories, module layers and named providers.
 *
 * @uses org.topcoffea.spi.EventProcessor the processors of each plugin
 * @uses org.topcoffea.batch.BatchBackend the batch systems of each plugin
 * @uses org.topcoffea.spi.AccumulatorType the accumulators of the image and of each plugin
 */
@NullMarked
module org.topcoffea.plugin {
    requires static transitive org.jspecify;
    requires transitive org.topcoffea.batch;
    requires transitive org.topcoffea.spi;
    // Not for its code: plugins are built against it, so wherever plugins are loaded it has to be resolved.
    requires org.topcoffea.hist;

    exports org.topcoffea.plugin;

    uses org.topcoffea.batch.BatchBackend;
    uses org.topcoffea.spi.AccumulatorType;
    uses org.topcoffea.spi.EventProcessor;
}
