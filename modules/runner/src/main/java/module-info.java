import org.jspecify.annotations.NullMarked;

/** Runs chunks of events through processors, merges their results and writes the output. */
@NullMarked
module org.topcoffea.runner {
    requires static transitive org.jspecify;
    requires transitive org.topcoffea.spi;
    requires transitive org.topcoffea.plan;
    requires transitive org.topcoffea.plugin;
    requires transitive org.topcoffea.hist;
    requires org.topcoffea.interchange;
    requires com.fasterxml.jackson.databind;
    requires java.management;
    requires transitive org.topcoffea.root;
    requires transitive org.topcoffea.remote;

    exports org.topcoffea.runner;
}
