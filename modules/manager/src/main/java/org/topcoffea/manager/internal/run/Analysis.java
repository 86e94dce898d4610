package org.topcoffea.manager.internal.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.topcoffea.manager.internal.queue.Application;
import org.topcoffea.manager.internal.queue.Ended;
import org.topcoffea.manager.internal.queue.Form;
import org.topcoffea.manager.internal.queue.Peer;
import org.topcoffea.plan.EventRanges;
import org.topcoffea.remote.ServerStatistics;
import org.topcoffea.runner.FileTroubles;
import org.topcoffea.scheduler.Action;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.task.TaskReport;
import org.topcoffea.task.WorkerNotice;
import org.topcoffea.wire.Body;
import org.topcoffea.wire.WorkerMessage;

/**
 * The analysis as tasks: files are counted, chunks are processed, workers keep the sums of what they process until these are
 * brought home. Belongs to the thread of the queue.
 */
final class Analysis implements Application {
    private final Context context;
    private final Forms forms;
    private final Fetches fetches;
    private final Collector collector;
    private final Verdicts verdicts;
    private final Endings endings;
    private final Offers offers;
    private final Feed feed;
    private final Environs environs;
    private boolean stopped;
    private boolean begun;
    private @Nullable Throwable fatal;
    private @Nullable Throwable refusal;

    Analysis(
            Context context,
            Forms forms,
            int filesAtOnce,
            Failures failures,
            FileTroubles troubles,
            Counting counting,
            Environs environs) {
        this.context = context;
        this.forms = forms;
        this.fetches = new Fetches(context, this::abort);
        this.collector = new Collector(context, fetches, filesAtOnce);
        this.feed = new Feed(context, counting);
        this.environs = environs;
        this.offers = new Offers(context, fetches, collector);
        this.verdicts = new Verdicts(context, collector, failures, troubles, this::quit);
        this.endings = new Endings(context, forms, fetches, collector, failures, counting);
    }

    /** Gives the first tasks to the queue. */
    void begin() {
        begun = true;
        feed();
    }

    @Override
    public Form form(long task, int attempt, Peer peer) {
        Work work = work(task);
        work.attempt(attempt);
        return forms.form(work, peer);
    }

    private Work work(long task) {
        Work work = context.works.get(task);
        if (work == null) {
            throw new IllegalStateException("there is no task " + task);
        }
        return work;
    }

    @Override
    public TaskReport parse(WorkerMessage.Result result, Body body) {
        return Reports.parse(result, body);
    }

    @Override
    public void ended(Ended ended) {
        endings.ended(ended, work(ended.task()));
    }

    @Override
    public void late(Ended ended) {
        endings.late(ended);
    }

    @Override
    public void over(Action action) {
        verdicts.over(action);
        feed();
        if (context.works.isEmpty()) {
            context.queue().hurry();
        }
    }

    /** Ends the run because the user wants that when such a thing happens: what is done comes home before. */
    private void quit(AnalysisException failure) {
        if (refusal == null) {
            refusal = failure;
            context.say.accept(
                    "the run is to end: " + failure.getMessage() + "; what is done until then is kept for --resume");
            stop();
        }
    }

    /** What waits again need not wait any longer when the run is to end, or when its events came home already. */
    @Override
    public void moved(Action action) {
        if (action instanceof Action.Wait wait) {
            verdicts.again(wait.task()).ifPresent(fetches::withdraw);
        }
        if (stopped && action instanceof Action.Wait wait && !wait.category().equals(Work.ACCUMULATING)) {
            context.queue().cancel(wait.task(), "the run is to end");
        }
    }

    @Override
    public boolean joined(Peer peer) {
        environs.joined(peer);
        if (forms.inPlace(peer)) {
            return !offers.waits(peer);
        }
        environs.prepareCommands(peer, problem -> {
            if (problem.isEmpty()) {
                context.queue().admit(peer);
            } else {
                context.say.accept("cannot use " + peer.name() + ": " + problem.get());
                context.queue().dismiss(peer, false, problem.get());
            }
        });
        return false;
    }

    @Override
    public void told(Peer peer, String field, String value) {
        Optional<WorkerNotice> notice = WorkerNotice.parse(field, value);
        if (notice.isEmpty()) {
            return;
        }
        switch (notice.get()) {
            case WorkerNotice.Holds holds
            when holds.runId().equals(forms.runId()) -> offers.offered(peer, holds.cacheName(), holds.bytes());
            case WorkerNotice.Lost lost when lost.runId().equals(forms.runId()) -> collector.lost(peer, lost.fold());
            default -> {}
        }
    }

    @Override
    public boolean holds(Peer peer) {
        return collector.holds(peer);
    }

    @Override
    public void bringHome(Peer peer) {
        collector.want(peer);
    }

    @Override
    public void left(Peer peer, String reason) {
        environs.left(peer);
        offers.left(peer);
        EventRanges home = collector.left(peer);
        if (!home.isEmpty()) {
            fetches.withdraw(home);
        }
        feed();
    }

    @Override
    public void learnt(Action.Learnt learnt) {
        environs.learnt(learnt);
    }

    @Override
    public void tick() {
        if (!begun) {
            return;
        }
        fetches.tick();
        feed();
        boolean processed =
                context.book.exhausted() && context.noneOf(Work.PREPROCESSING) && context.noneOf(Work.PROCESSING);
        collector.tick(processed);
        environs.progress(fetches.stored(), fetches.known());
        if (fatal != null || (processed && context.works.isEmpty() && collector.idle())) {
            environs.over();
        }
    }

    private void feed() {
        if (begun && !stopped) {
            feed.give();
        }
    }

    /** Begins nothing any more; what runs may end, and what is done comes home. */
    void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        context.book.stop();
        List<Long> waiting = new ArrayList<>();
        for (Work work : context.works.values()) {
            boolean atWorker = context.queue()
                    .scheduler()
                    .task(work.id())
                    .map(view -> view.worker().isPresent())
                    .orElse(false);
            if (!atWorker && !work.category().equals(Work.ACCUMULATING)) {
                waiting.add(work.id());
            }
        }
        waiting.forEach(task -> context.queue().cancel(task, "the run is to end"));
    }

    /** Ends the run at once, because of something that no task would survive; the first failure counts. */
    void abort(Throwable failure) {
        if (fatal == null) {
            fatal = failure;
        }
    }

    /** Why the run ended without a result. */
    Optional<Throwable> fatal() {
        return Optional.ofNullable(fatal).or(() -> Optional.ofNullable(refusal));
    }

    /** What servers of event files were asked for by all tasks. */
    List<ServerStatistics> servers() {
        return context.servers();
    }

    /** Writes what the log of tasks still lacks. */
    void closeRecords() {
        context.records.end();
    }

    /** What a task is, in one line. */
    String text(long task) {
        Work work = context.works.get(task);
        return work == null ? "" : work.text();
    }
}
