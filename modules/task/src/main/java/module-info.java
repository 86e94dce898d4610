import org.jspecify.annotations.NullMarked;

/** What a task of a run is, how it is carried out and what it reports; the same in a warm runner and on a command line. */
@NullMarked
module org.topcoffea.task {
    requires static transitive org.jspecify;
    requires transitive org.topcoffea.spi;
    requires transitive org.topcoffea.runner;
    requires org.topcoffea.root.writer;
    requires com.fasterxml.jackson.databind;

    exports org.topcoffea.task;
}
