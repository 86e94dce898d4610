import org.jspecify.annotations.NullMarked;

/** The simple processor. */
@NullMarked
module org.topcoffea.plugins.simple {
    requires static transitive org.jspecify;
    requires org.topcoffea.hist;

}
