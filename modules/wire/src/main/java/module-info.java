import org.jspecify.annotations.NullMarked;

/** Work Queue and catalog protocols on connections: messages, codecs, TLS, passwords. */
@NullMarked
module org.topcoffea.wire {
    requires static transitive org.jspecify;
    requires transitive org.topcoffea.spi;
    requires io.netty.handler;
    requires io.netty.transport;
    requires io.netty.codec;
    requires io.netty.common;
    requires io.netty.buffer;
    requires com.fasterxml.jackson.databind;

    exports org.topcoffea.wire;
}
