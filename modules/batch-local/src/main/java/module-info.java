import org.jspecify.annotations.NullMarked;

/**
 * Workers as processes of this machine.
 *
 * @provides org.topcoffea.batch.BatchBackend the backend {@code local}
 */
@NullMarked
module org.topcoffea.batch.local {
    requires static transitive org.jspecify;
    requires transitive org.topcoffea.batch;

    exports org.topcoffea.batch.local;

    provides org.topcoffea.batch.BatchBackend with
            org.topcoffea.batch.local.LocalBackend;
}
