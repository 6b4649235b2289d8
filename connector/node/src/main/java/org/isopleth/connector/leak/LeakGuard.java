package org.isopleth.connector.leak;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import javax.crypto.SecretKey;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.connector.gate.Guard;
import org.isopleth.connector.gate.Telling;
import org.isopleth.connector.gate.Told;
import org.isopleth.connector.secret.SiteSecret;
import org.isopleth.disclosure.RuleId;
import org.isopleth.disclosure.RuleResult;
import org.isopleth.disclosure.leak.Allowance;
import org.isopleth.disclosure.leak.LeakMeter;
import org.isopleth.disclosure.leak.LeakReport;
import org.isopleth.round.RoundId;
import org.isopleth.store.Body;
import org.isopleth.store.Event;
import org.isopleth.store.Store;
import org.isopleth.store.Transaction;
import org.isopleth.study.ReleaseLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Attacks every contribution, together with all that its study has released here, before it leaves. Thread-safe.
///
/// What was released is remembered in the transaction that lets it out, so that after a restart the meter is told of
/// it again. The rounds on totals are not metered: each of their counts is in the sums that follow.
public final class LeakGuard implements Guard {
    private static final Logger LOG = LoggerFactory.getLogger(LeakGuard.class);
    private static final String STREAMS = "leak/";
    private static final String SEEDS = "leak-meter/1";

    /// Meters that stay in memory; others are told again when their study goes on.
    private static final int KEPT = 16;

    private static final Finding NOTHING = new Finding(List.of(), _ -> {});

    private final Store store;
    private final SecretKey seeds;
    private final LongSupplier processorNanos;
    private final BiConsumer<RoundId, List<LeakReport>> officer;
    private final Map<Digest, Metered> studies = new LinkedHashMap<>();
    private Optional<Assessed> latest = Optional.empty();

    /// A study's meter, and what it was told.
    private record Metered(LeakMeter meter, List<Told> told) {}

    /// A masked contribution is examined when its round begins and again before it leaves.
    private record Assessed(Telling telling, Metered before, LeakMeter.Assessment assessment) {}

    /// @param store where messages are remembered
    /// @param secret what other hospitals' patients are made up from
    /// @param processorNanos the processor time of the thread that asks, in nanoseconds
    /// @param officer is shown every report: [OfficerReports]
    public LeakGuard(
            Store store,
            SiteSecret secret,
            LongSupplier processorNanos,
            BiConsumer<RoundId, List<LeakReport>> officer) {
        this.store = store;
        this.seeds = secret.key(SEEDS, "HmacSHA256");
        this.processorNanos = processorNanos;
        this.officer = officer;
    }

    @Override
    public synchronized Finding examine(Leaving leaving) {
        if (leaving.proposal().telling().isEmpty()) {
            return NOTHING;
        }
        Telling telling = leaving.proposal().telling().get();
        Digest study = leaving.proposal().round().study();
        Metered before = metered(study, telling);
        LeakMeter.Assessment assessment = latest.filter(
                        same -> same.telling().equals(telling) && same.before().equals(before))
                .map(Assessed::assessment)
                .orElseGet(() -> assess(leaving, before, telling));
        latest = Optional.of(new Assessed(telling, before, assessment));
        List<RuleResult> results = new ArrayList<>();
        results.add(result(RuleId.LEAK_OF_SUMS, assessment.aggregates()));
        if (leaving.level() == ReleaseLevel.SITE_LEVEL) {
            results.add(result(RuleId.LEAK_OF_PARTS, assessment.everyoneElse()));
        }
        return new Finding(
                results, transaction -> remember(transaction, study, before, telling, assessment.released()));
    }

    private LeakMeter.Assessment assess(Leaving leaving, Metered before, Telling telling) {
        LeakMeter.Assessment assessment = before.meter().assess(telling.facts(), allowance(telling));
        List<LeakReport> reports = List.of(assessment.aggregates(), assessment.everyoneElse());
        reports.forEach(report ->
                LOG.info("round {}: leak meter: {}", leaving.proposal().round(), verdict(report)));
        officer.accept(leaving.proposal().round(), reports);
        return assessment;
    }

    /// Without a number: the log is for more eyes than the officer's.
    private static String verdict(LeakReport report) {
        String what = report.recovered() > 0
                ? "patients recoverable by "
                : report.isFinished()
                        ? "nobody recoverable by "
                        : "an attack not finished, the counting rule decides, by ";
        return what + report.reader().words();
    }

    private Allowance allowance(Telling telling) {
        return Allowance.from(processorNanos, telling.took());
    }

    private static RuleResult result(RuleId rule, LeakReport report) {
        return new RuleResult(rule, OptionalDouble.empty(), !report.refuses());
    }

    /// The meter as far as the study has gone here; after a restart it is told of every message again, with all the
    /// time that takes, so that a restart changes no verdict.
    private Metered metered(Digest study, Telling telling) {
        Metered kept = studies.get(study);
        // What is stored decides: a transaction that failed for good has told nobody anything.
        if (kept != null && kept.told().size() == store.lastSequence(STREAMS + study.hex())) {
            return kept;
        }
        Metered[] metered = {
            new Metered(LeakMeter.start(telling.facts().patients(), LeakMeter.SMALLEST_CELL, seed(study)), List.of())
        };
        store.replay(STREAMS + study.hex(), 1, stored -> {
            Event event = stored.event();
            Told told = ToldJson.read(
                    event.kind(),
                    event.version(),
                    CanonicalJson.parse(event.body().bytes()).asObject());
            LeakMeter meter = metered[0]
                    .meter()
                    .assess(telling.again().apply(told), Allowance.unlimited())
                    .released();
            metered[0] = new Metered(meter, plus(metered[0].told(), told));
        });
        keep(study, metered[0]);
        return metered[0];
    }

    private void keep(Digest study, Metered metered) {
        studies.remove(study);
        studies.put(study, metered);
        if (studies.size() > KEPT) {
            studies.remove(studies.keySet().iterator().next());
        }
    }

    private synchronized void remember(
            Transaction transaction, Digest study, Metered before, Telling telling, LeakMeter released) {
        Told told = telling.message();
        if (!before.told().contains(told)) {
            String stream = STREAMS + study.hex();
            transaction.append(
                    stream,
                    transaction.lastSequence(stream) + 1,
                    new Event(
                            ToldJson.kind(told), ToldJson.VERSION, Body.of(CanonicalJson.bytes(ToldJson.write(told)))));
        }
        keep(study, new Metered(released, plus(before.told(), told)));
    }

    private static List<Told> plus(List<Told> told, Told one) {
        if (told.contains(one)) {
            return told;
        }
        List<Told> more = new ArrayList<>(told);
        more.add(one);
        return List.copyOf(more);
    }

    private long seed(Digest study) {
        return ByteBuffer.wrap(SiteSecret.hmac(seeds, study.hex().getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }
}
