import org.jspecify.annotations.NullMarked;

/** NanoAOD-like input of any size, made from a seed. */
@NullMarked
module org.topcoffea.generate {
    requires static transitive org.jspecify;
    requires transitive org.topcoffea.root.writer;
    requires com.fasterxml.jackson.databind;

    exports org.topcoffea.generate;
}
