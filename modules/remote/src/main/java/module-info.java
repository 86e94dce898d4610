import org.jspecify.annotations.NullMarked;

/** Event files on servers: HTTP, WebDAV and XRootD as byte sources, with the credentials of the user. */
@NullMarked
module org.topcoffea.remote {
    requires static transitive org.jspecify;
    requires transitive org.topcoffea.spi;
    requires transitive org.topcoffea.root;
    requires org.topcoffea.codec;
    requires com.fasterxml.jackson.databind;
    requires java.net.http;

    exports org.topcoffea.remote;
}
