import org.jspecify.annotations.NullMarked;

/** Workers as SLURM jobs. */
@NullMarked
module org.topcoffea.batch.slurm {
    requires static transitive org.jspecify;
    requires transitive org.topcoffea.batch;
}
