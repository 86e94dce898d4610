import org.jspecify.annotations.NullMarked;

/** Workers as processes of this machine. */
@NullMarked
module org.topcoffea.batch.local {
    requires static transitive org.jspecify;
    requires transitive org.topcoffea.batch;
}
