import org.jspecify.annotations.NullMarked;
import org.topcoffea.plugins.sow.SowProcessor;
import org.topcoffea.spi.EventProcessor;

/** The sums of generator weights that normalise simulated samples. */
@NullMarked
module org.topcoffea.plugins.sow {
    requires static transitive org.jspecify;
    requires org.topcoffea.hist;

    provides EventProcessor with
            SowProcessor;
}
