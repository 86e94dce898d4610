import org.jspecify.annotations.NullMarked;

/** What is sent to workers: runtime and plugins as archives named by their content, their caches, and the sources they are built from. */
@NullMarked
module org.topcoffea.environment {
    requires static transitive org.jspecify;
    requires transitive org.topcoffea.spi;
    requires org.apache.commons.compress;
    requires org.eclipse.jgit;

    exports org.topcoffea.environment;
}
