import org.jspecify.annotations.NullMarked;
import org.topcoffea.plugins.simple.SimpleProcessor;
import org.topcoffea.spi.EventProcessor;

/** A first look at generated events with two leptons and two jets. */
@NullMarked
module org.topcoffea.plugins.simple {
    requires static transitive org.jspecify;
    requires org.topcoffea.hist;

    provides EventProcessor with
            SimpleProcessor;
}
