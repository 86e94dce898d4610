import org.jspecify.annotations.NullMarked;

/** A worker: its workspace and cache, sandboxes of commands, warm runners of tasks, measured resources. */
@NullMarked
module org.topcoffea.worker {
    requires static transitive org.jspecify;
    requires transitive org.topcoffea.spi;
    requires transitive org.topcoffea.wire;
    requires transitive org.topcoffea.task;
    requires transitive org.topcoffea.environment;
    requires org.topcoffea.remote;

    exports org.topcoffea.worker;
}
