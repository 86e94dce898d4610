import org.jspecify.annotations.NullMarked;

/** ROOT files: containers, TTree and RNTuple, presented as columns of events. */
@NullMarked
module org.topcoffea.root {
    requires static transitive org.jspecify;
    requires transitive org.topcoffea.spi;
    requires transitive org.topcoffea.codec;

    exports org.topcoffea.root;
}
