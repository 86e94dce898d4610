import org.jspecify.annotations.NullMarked;
import org.topcoffea.plugins.eft.EftProcessor;
import org.topcoffea.spi.EventProcessor;

/** EFT histograms of events with two, three and four leptons. */
@NullMarked
module org.topcoffea.plugins.eft {
    requires static transitive org.jspecify;
    requires org.topcoffea.hist;

    provides EventProcessor with
            EftProcessor;
}
