import org.jspecify.annotations.NullMarked;

/** Which task runs on which worker with what resources, and what happens after a failure: a state machine without clocks, threads or sockets. */
@NullMarked
module org.topcoffea.scheduler {
    requires static transitive org.jspecify;
    requires transitive org.topcoffea.spi;

    exports org.topcoffea.scheduler;
}
