import org.jspecify.annotations.NullMarked;

/** How fast it is: one class for each question, and the sides of the comparison with Python. Never in the image. */
@NullMarked
module org.topcoffea.benchmarks {
    requires static transitive org.jspecify;
    requires org.topcoffea.generate;
    requires org.topcoffea.manager;
    requires org.topcoffea.root.writer;
    requires org.topcoffea.runner;
    requires org.topcoffea.scheduler;
    requires jdk.management;
    requires jdk.unsupported;
    requires jmh.core;

    exports org.topcoffea.benchmarks;
    exports org.topcoffea.benchmarks.jmh_generated;

    uses org.topcoffea.spi.EventProcessor;
}
