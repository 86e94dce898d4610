import org.jspecify.annotations.NullMarked;

/** Plugin directories, module layers and named providers. */
@NullMarked
module org.topcoffea.plugin {
    requires static transitive org.jspecify;
    requires transitive org.topcoffea.spi;

}
