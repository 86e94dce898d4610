package org.topcoffea.worker.internal.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.worker.internal.workspace.Trees;

/** Cached objects as tasks need them; tells the manager what became of those that had to be made. */
final class CachedObjects implements CommandJob.Objects {
    private static final System.Logger LOG = System.getLogger("wq");

    private final Session.Place place;
    private final Supplier<@Nullable Link> link;

    CachedObjects(Session.Place place, Supplier<@Nullable Link> link) {
        this.place = place;
        this.link = link;
    }

    @Override
    public Path need(String cacheName) throws InterruptedException {
        ObjectMaker maker = new ObjectMaker(
                place.commands().workspace().temporary(), place.commands().environment());
        return place.commands().cache().need(cacheName, (source, target) -> {
            long began = System.nanoTime();
            try {
                maker.make(source, target);
                long size = size(target);
                long micros = (System.nanoTime() - began) / 1000;
                tell(now -> now.cacheUpdate(cacheName, size, micros));
            } catch (AnalysisException e) {
                place.commands().cache().drop(cacheName);
                tell(now -> now.cacheInvalid(cacheName, String.valueOf(e.getMessage())));
                throw e;
            }
        });
    }

    private static long size(Path target) {
        try {
            return Trees.size(target);
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void spoilt(String cacheName) {
        LOG.log(System.Logger.Level.WARNING, "a task has changed the cached object {0}; it is dropped", cacheName);
        place.commands().cache().drop(cacheName);
        tell(now -> now.cacheInvalid(cacheName, "a task has changed it"));
    }

    private interface Said {
        void to(Link link);
    }

    private void tell(Said said) {
        place.loop().execute(() -> {
            Link now = link.get();
            if (now != null) {
                said.to(now);
            }
        });
    }
}
