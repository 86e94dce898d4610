import org.jspecify.annotations.NullMarked;

/** The contract between topcoffea and batch systems: submit, observe, remove and explain jobs. */
@NullMarked
module org.topcoffea.batch {
    requires static transitive org.jspecify;
    requires transitive org.topcoffea.spi;
}
