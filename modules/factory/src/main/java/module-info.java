import org.jspecify.annotations.NullMarked;

/** How many workers there should be and when: the loop that submits and removes them, and its configuration file. */
@NullMarked
module org.topcoffea.factory {
    requires static transitive org.jspecify;
    requires transitive org.topcoffea.spi;
    requires transitive org.topcoffea.wire;
    requires transitive org.topcoffea.batch;

    exports org.topcoffea.factory;
}
