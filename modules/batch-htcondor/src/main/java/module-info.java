import org.jspecify.annotations.NullMarked;

/** Workers as HTCondor jobs. */
@NullMarked
module org.topcoffea.batch.htcondor {
    requires static transitive org.jspecify;
    requires transitive org.topcoffea.batch;
}
