import org.jspecify.annotations.NullMarked;

/** The manager of a distributed run: tasks to workers, partial results back, journal, logs and status. */
@NullMarked
module org.topcoffea.manager {
    requires static transitive org.jspecify;
    requires transitive org.topcoffea.spi;
    requires transitive org.topcoffea.wire;
    requires transitive org.topcoffea.scheduler;
    requires transitive org.topcoffea.task;
    requires transitive org.topcoffea.runner;
    requires transitive org.topcoffea.plan;
    requires transitive org.topcoffea.environment;
    requires transitive org.topcoffea.remote;
    requires com.fasterxml.jackson.databind;

    exports org.topcoffea.manager;
}
