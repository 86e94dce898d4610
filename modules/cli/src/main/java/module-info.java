import org.jspecify.annotations.NullMarked;

/** The command line: commands, exit codes and progress; the only module that prints, and the one that puts all others together. */
@NullMarked
module org.topcoffea.cli {
    requires static transitive org.jspecify;
    requires org.topcoffea.runner;
    requires org.topcoffea.manager;
    requires org.topcoffea.worker;
    requires org.topcoffea.factory;
    requires org.topcoffea.batch.local;
    requires org.topcoffea.batch.htcondor;
    requires org.topcoffea.batch.slurm;
    requires org.topcoffea.remote;
    requires org.topcoffea.environment;
    requires org.topcoffea.report;
    requires org.topcoffea.generate;
    requires org.topcoffea.codec;
    requires org.topcoffea.interchange;
    requires com.fasterxml.jackson.databind;
    requires info.picocli;
    requires jdk.unsupported;

    provides System.LoggerFinder with
            org.topcoffea.cli.DebugLog;

    opens org.topcoffea.cli to
            info.picocli,
            com.fasterxml.jackson.databind;
}
