import org.jspecify.annotations.NullMarked;

/** From cfg files to samples, files, chunks and tasks, and the ledger of event ranges. */
@NullMarked
module org.topcoffea.plan {
    requires static transitive org.jspecify;
    requires transitive org.topcoffea.spi;
    requires com.fasterxml.jackson.databind;
    requires com.fasterxml.jackson.dataformat.yaml;

    exports org.topcoffea.plan;
}
