/**
 * What JGit's jar lacks. Checked by hand against {@code jdeps} and the class files: {@code java.sql} is named by one method of one
 * class only ({@code ProposedTimestamp.timestamp}), the three services are looked up with {@code ServiceLoader} by
 * {@code SshSessionFactory}, {@code SignatureVerifiers} and {@code Signers}.
 */
module org.eclipse.jgit {
    requires transitive com.googlecode.javaewah;
    requires java.management;
    requires java.security.jgss;
    requires static java.sql;
    requires transitive java.xml;
    requires org.apache.commons.codec;
    requires org.slf4j;

    uses org.eclipse.jgit.lib.SignatureVerifierFactory;
    uses org.eclipse.jgit.lib.SignerFactory;
    uses org.eclipse.jgit.transport.SshSessionFactory;

    exports org.eclipse.jgit.annotations;
    exports org.eclipse.jgit.api;
    exports org.eclipse.jgit.api.errors;
    exports org.eclipse.jgit.attributes;
    exports org.eclipse.jgit.blame;
    exports org.eclipse.jgit.blame.cache;
    exports org.eclipse.jgit.diff;
    exports org.eclipse.jgit.dircache;
    exports org.eclipse.jgit.errors;
    exports org.eclipse.jgit.events;
    exports org.eclipse.jgit.fnmatch;
    exports org.eclipse.jgit.gitrepo;
    exports org.eclipse.jgit.hooks;
    exports org.eclipse.jgit.ignore;
    exports org.eclipse.jgit.lib;
    exports org.eclipse.jgit.logging;
    exports org.eclipse.jgit.merge;
    exports org.eclipse.jgit.nls;
    exports org.eclipse.jgit.notes;
    exports org.eclipse.jgit.patch;
    exports org.eclipse.jgit.revplot;
    exports org.eclipse.jgit.revwalk;
    exports org.eclipse.jgit.revwalk.filter;
    exports org.eclipse.jgit.storage.file;
    exports org.eclipse.jgit.storage.pack;
    exports org.eclipse.jgit.submodule;
    exports org.eclipse.jgit.transport;
    exports org.eclipse.jgit.transport.http;
    exports org.eclipse.jgit.transport.resolver;
    exports org.eclipse.jgit.treewalk;
    exports org.eclipse.jgit.treewalk.filter;
    exports org.eclipse.jgit.util;
    exports org.eclipse.jgit.util.io;
    exports org.eclipse.jgit.util.sha1;
    exports org.eclipse.jgit.util.time;
}
