package org.isopleth.coordinator.study;

import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.exchange.Message;
import org.isopleth.exchange.StudyOffer;
import org.isopleth.progress.StudyEvent;
import org.isopleth.progress.StudyState;
import org.isopleth.round.RoundId;
import org.isopleth.site.SiteId;
import org.isopleth.store.Leadership;
import org.isopleth.store.Store;
import org.isopleth.store.StoredEvent;
import org.isopleth.store.blob.BlobFileException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Conducts all studies of a coordinator. Thread-safe: one change at a time.
///
/// Every change is one transaction: the events, the ledger entries they cause and the messages to the
/// sites are durable together, and only then is anyone told. What follows is decided by [NextStep] until nothing
/// more follows, so a restart resumes by asking again.
public final class Conductor {
    private static final Logger LOG = LoggerFactory.getLogger(Conductor.class);

    private final StudyLog log;
    private final BlobDocuments documents;
    private final InstantSource clock;
    private final NextStep nextStep;
    private final Replies replies;
    private final Sweep sweep;
    private final SumsInWork sums;
    private final KnownStudies studies;
    private final Queue<Announced> announced = new ConcurrentLinkedQueue<>();
    private final List<Consumer<SiteId>> letterListeners = new ArrayList<>();
    private boolean stopped;

    /// @param store the coordinator's state
    /// @param leadership the right to write it
    /// @param documents states, sums and results by digest
    /// @param ledger the coordinator's ledger
    /// @param voice how it speaks in masked rounds
    /// @param workers take the masks off sums, beside everything else
    /// @param clock dates deadlines
    public Conductor(
            Store store,
            Leadership leadership,
            BlobDocuments documents,
            CoordinatorLedger ledger,
            CoordinatorVoice voice,
            Executor workers,
            InstantSource clock) {
        this.log = new StudyLog(store, leadership, ledger);
        this.studies = new KnownStudies(log);
        this.documents = documents;
        this.clock = clock;
        MaskedRounds masked = new MaskedRounds(documents, voice);
        AnalysisFrame frame = new AnalysisFrame(documents);
        this.sums = new SumsInWork(workers, this::goOn);
        this.nextStep = new NextStep(documents, frame, new MaskedNextStep(documents, masked, frame, sums));
        this.replies = new Replies(documents, new MaskedReplies(documents, masked));
        this.sweep = new Sweep(documents);
    }

    /// A contribution a site says it has sent.
    private record Announced(StudyLog.Received received, Message.Contributed message) {}

    /// Calls `listener` with a site whenever there is a new message for it.
    public synchronized void onLetter(Consumer<SiteId> listener) {
        letterListeners.add(listener);
    }

    /// Brings back every study that goes on and continues where it stood. Called once, before anything else.
    public synchronized void resume() {
        studies.replay();
        studies.open().forEach(running -> forget(running.takeReleased()));
        studies.open().forEach(studies::restIfEnded);
        studies.open().forEach(this::advance);
    }

    /// Registers a study and offers it to every site of its roster. Registering again changes nothing.
    ///
    /// @throws org.isopleth.analysis.PlanException when an analysis is impossible
    public synchronized Digest register(StudyOffer offer) {
        StudyPlan plan = StudyPlan.of(offer);
        if (!knows(plan.digest())) {
            RunningStudy running = new RunningStudy(plan);
            Instant deadline = clock.instant().plus(plan.study().deadlines().permits());
            List<SiteId> sites = offer.partners().keySet().stream().sorted().toList();
            Change change = Change.of(
                    new StudyEvent.Registered(offer.json(), sites, deadline),
                    sites,
                    new Message.Offered(plan.digest(), offer.json(), deadline));
            commit(running, change, List.of());
            studies.add(running);
            advance(running);
        }
        return plan.digest();
    }

    /// Takes a numbered message of a site: its effect is stored exactly once.
    ///
    /// Contributions that come while another change is under way are added to the sum together: one sum
    /// of many costs little more than a sum of two.
    public void receive(SiteId site, long sequence, Message.ToCoordinator message) {
        StudyLog.Received received = new StudyLog.Received(site, sequence);
        if (message instanceof Message.Contributed contributed) {
            Announced own = new Announced(received, contributed);
            announced.add(own);
            fold(own);
        } else {
            receive(received, message);
        }
    }

    private synchronized void receive(StudyLog.Received received, Message.ToCoordinator message) {
        // A study at rest is brought back for the head of a ledger alone: nothing else changes it, and that takes long.
        Optional<RunningStudy> known = message instanceof Message.LedgerHead
                ? studies.find(message.study())
                : studies.inMemory(message.study());
        Optional<Change> change = known.flatMap(
                running -> decided(running, () -> replies.to(running, received.from(), message, clock.instant())));
        if (change.isEmpty()) {
            log.ignore(received);
        } else if (commit(known.orElseThrow(), change.get(), List.of(received))) {
            advance(known.orElseThrow());
        }
    }

    private synchronized void fold(Announced own) {
        if (!announced.contains(own)) {
            // Whoever came first has taken it along.
            return;
        }
        List<Announced> together = announced.stream()
                .filter(other -> other.message().round().equals(own.message().round()))
                .toList();
        try {
            if (!fold(together)) {
                // A site repeats itself on a second connection: each by itself then.
                together.forEach(each -> fold(List.of(each)));
            }
            announced.removeAll(together);
        } finally {
            announced.remove(own);
        }
    }

    /// Adds what is waited for to the sum of a round; false, without effect, when one of several had been
    /// received before.
    private boolean fold(List<Announced> together) {
        Message.Contributed first = together.getFirst().message();
        RunningStudy running = studies.inMemory(first.study()).orElse(null);
        SortedMap<SiteId, Message.Contributed> waited = new TreeMap<>();
        List<StudyLog.Received> received = new ArrayList<>();
        for (Announced each : together) {
            SiteId site = each.received().from();
            if (running != null
                    && running.state() instanceof StudyState.InRound open
                    && Replies.expects(open, first.round(), site)
                    && waited.putIfAbsent(site, each.message()) == null) {
                received.add(each.received());
            } else {
                log.ignore(each.received());
            }
        }
        if (running != null && running.state() instanceof StudyState.InRound open && !waited.isEmpty()) {
            Optional<Change> change = decided(
                    running,
                    () -> Optional.of(
                            replies.fold(open, running.declared(open.round(), open.state(), documents), waited)));
            if (commit(running, change.orElseThrow(), received)) {
                advance(running);
            } else if (together.size() > 1) {
                return false;
            }
        }
        // Bytes that came too late, or are no contribution, are of no use to anyone.
        forget(together.stream().map(each -> each.message().contribution()).collect(Collectors.toSet()));
        return true;
    }

    /// Lets deadlines take effect, and from time to time deletes what was uploaded and is of no use.
    public synchronized void tick() {
        if (!stopped) {
            studies.open().forEach(this::advance);
            sweep.ifDue(clock.instant(), studies::need);
        }
    }

    /// The masks of a round are off, or that failed.
    private synchronized void goOn(RoundId round) {
        RunningStudy running = studies.find(round.study()).orElse(null);
        if (stopped || running == null) {
            return;
        }
        try {
            advance(running);
            sums.forget(round);
        } catch (RuntimeException e) {
            // The next tick meets the same, and whoever watches over it hears of it.
            LOG.warn("round {}: its sum could not be taken in", round, e);
        }
    }

    /// What a site may upload: the largest contribution it is waited for, made once if one of them is; nothing when it
    /// is not waited for.
    public synchronized Optional<ExpectedUpload> upload(SiteId site) {
        return studies.open().stream()
                .flatMap(running -> running.upload(site, documents).stream())
                .reduce((one, other) ->
                        new ExpectedUpload(Math.max(one.bytes(), other.bytes()), one.once() || other.once()));
    }

    /// Does nothing more: called before the store closes.
    public synchronized void stop() {
        stopped = true;
    }

    /// Where a study stands.
    public synchronized Optional<StudyState> state(Digest study) {
        return studies.find(study).map(RunningStudy::state);
    }

    /// Whether a study was registered, now or ever.
    public synchronized boolean knows(Digest study) {
        return studies.events(study) > 0;
    }

    /// What a list says of every study, in the order of their digests.
    public List<Json.Obj> summaries() {
        // In this order, so that one that ends meanwhile is in both and not in neither.
        SortedMap<String, Json.Obj> all = openSummaries();
        all.putAll(log.atRest());
        return List.copyOf(all.values());
    }

    /// What a list says of every study that goes on.
    synchronized SortedMap<String, Json.Obj> openSummaries() {
        return studies.openSummaries();
    }

    /// The stored events of a study from number `from` on, at most one page.
    public List<StoredEvent> events(Digest study, long from) {
        return log.events(study, from);
    }

    /// Whether a site may fetch a document, because of where one of its studies stands.
    public synchronized boolean mayDownload(SiteId site, Digest document) {
        return studies.open().stream().anyMatch(running -> running.mayDownload(site, document));
    }

    private void advance(RunningStudy running) {
        Optional<Change> next = next(running);
        while (next.isPresent()) {
            commit(running, next.get(), List.of());
            next = next(running);
        }
    }

    private Optional<Change> next(RunningStudy running) {
        return decided(running, () -> nextStep.after(running.plan(), running.state(), clock.instant()));
    }

    /// What a study's decision changes, or its end when it cannot decide: no study may keep the others
    /// from going on. A disk that fails is no study's fault and stops the program.
    private Optional<Change> decided(RunningStudy running, Supplier<Optional<Change>> decision) {
        try {
            Optional<Change> change = decision.get();
            change.ifPresent(next -> running.after(next));
            return change;
        } catch (BlobFileException | UncheckedIOException e) {
            throw e;
        } catch (RuntimeException e) {
            if (running.state() instanceof StudyState.Ended) {
                throw e;
            }
            LOG.error("study {} cannot go on and ends", running.plan().digest(), e);
            return Optional.of(nextStep.failed(running.plan(), running.state()));
        }
    }

    /// Stores a change and what was received with it; false, without effect, when some of that had been
    /// received before.
    private boolean commit(RunningStudy running, Change change, List<StudyLog.Received> received) {
        boolean fresh = log.append(running, change, received);
        if (fresh) {
            running.take(change);
            forget(running.takeReleased());
            change.letters().forEach(letter -> letterListeners.forEach(listener -> listener.accept(letter.to())));
            notifyAll();
            studies.restIfEnded(running);
        }
        return fresh;
    }

    /// Deletes what one study needs no more, unless another does: contributions of two studies, or of
    /// two sites, may be the same bytes.
    private void forget(Set<Digest> released) {
        documents.forget(
                released.stream().filter(document -> !studies.need(document)).toList());
    }

    /// Waits until a study has an event of number `sequence`, or for about `milliseconds`.
    ///
    /// @return whether there is such an event
    public synchronized boolean await(Digest study, long sequence, long milliseconds) throws InterruptedException {
        long end = System.nanoTime() + milliseconds * 1_000_000;
        long left = milliseconds;
        while (studies.events(study) < sequence && left > 0) {
            wait(left);
            left = (end - System.nanoTime()) / 1_000_000;
        }
        return studies.events(study) >= sequence;
    }
}
