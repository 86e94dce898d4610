import org.jspecify.annotations.NullMarked;

/**
 * Workers as HTCondor jobs.
 *
 * @provides org.topcoffea.batch.BatchBackend the backend {@code condor}
 */
@NullMarked
module org.topcoffea.batch.htcondor {
    requires static transitive org.jspecify;
    requires transitive org.topcoffea.batch;
    requires com.fasterxml.jackson.databind;

    exports org.topcoffea.batch.htcondor;

    provides org.topcoffea.batch.BatchBackend with
            org.topcoffea.batch.htcondor.HtcondorBackend;
}
