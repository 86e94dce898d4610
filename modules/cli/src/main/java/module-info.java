import org.jspecify.annotations.NullMarked;

/** The command line. */
@NullMarked
module org.topcoffea.cli {
    requires static transitive org.jspecify;
    requires org.topcoffea.runner;
    requires org.topcoffea.report;
    requires org.topcoffea.generate;
    requires info.picocli;

}
