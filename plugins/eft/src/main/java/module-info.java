import org.jspecify.annotations.NullMarked;

/** The eft processor. */
@NullMarked
module org.topcoffea.plugins.eft {
    requires static transitive org.jspecify;
    requires org.topcoffea.hist;

}
