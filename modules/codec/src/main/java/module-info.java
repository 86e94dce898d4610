import org.jspecify.annotations.NullMarked;

/** Compression blocks of ROOT files: decoding and encoding with native libraries or in pure Java, and their checksums. */
@NullMarked
module org.topcoffea.codec {
    requires static transitive org.jspecify;
    requires com.github.luben.zstd_jni;
    requires org.tukaani.xz;

    exports org.topcoffea.codec;
}
