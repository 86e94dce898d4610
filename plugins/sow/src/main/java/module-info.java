import org.jspecify.annotations.NullMarked;

/** The sow processor. */
@NullMarked
module org.topcoffea.plugins.sow {
    requires static transitive org.jspecify;
    requires org.topcoffea.hist;

}
