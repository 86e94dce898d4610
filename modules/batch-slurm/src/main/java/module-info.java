import org.jspecify.annotations.NullMarked;

/**
 * Workers as SLURM jobs.
 *
 * @provides org.topcoffea.batch.BatchBackend the backend {@code slurm}
 */
@NullMarked
module org.topcoffea.batch.slurm {
    requires static transitive org.jspecify;
    requires transitive org.topcoffea.batch;

    exports org.topcoffea.batch.slurm;

    provides org.topcoffea.batch.BatchBackend with
            org.topcoffea.batch.slurm.SlurmBackend;
}
