package org.isopleth.connector.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.isopleth.analysis.Analyses;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.analysis.Step;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Tally;
import org.isopleth.disclosure.noise.ContributionNoise;
import org.isopleth.disclosure.noise.NoisePlan;
import org.isopleth.disclosure.noise.RandomBits;
import org.isopleth.exchange.Message;
import org.isopleth.exchange.StudyOffer;
import org.isopleth.masking.CoordinatorEvent;
import org.isopleth.masking.CoordinatorMasking;
import org.isopleth.masking.CoordinatorMessage;
import org.isopleth.masking.CoordinatorOutput;
import org.isopleth.masking.MaskedContribution;
import org.isopleth.masking.MaskingFloors;
import org.isopleth.masking.MaskingHistory;
import org.isopleth.masking.MaskingMessageJson;
import org.isopleth.masking.Proposal;
import org.isopleth.masking.Signed;
import org.isopleth.masking.SiteEvent;
import org.isopleth.masking.SiteMasking;
import org.isopleth.masking.SiteMessage;
import org.isopleth.masking.SiteOutput;
import org.isopleth.masking.SitePosition;
import org.isopleth.masking.SiteSecrets;
import org.isopleth.masking.key.MaskedRound;
import org.isopleth.masking.key.SigningKey;
import org.isopleth.round.RoundId;
import org.isopleth.site.KeyFingerprint;
import org.isopleth.site.SiteId;
import org.isopleth.study.Study;
import org.isopleth.tensor.Contribution;
import org.isopleth.tensor.TensorDeclaration;
import org.isopleth.wire.identity.IdentityFolder;

/// What an honest coordinator says in masked rounds to the one running site, with two more sites on paper.
class MaskedConversation {
    static final SiteId OWN = new SiteId("aurora");

    final Hospital hospital;
    final Conversation start;
    final Study study;
    final StudyOffer offer;
    final SortedMap<SiteId, AnalysisTable> tables;
    private final Map<SiteId, Partner> partners = new TreeMap<>();
    private final String federation;
    /// Whether the site is stopped and started again before each message to it.
    boolean restarts;
    /// Which sum the sites are told, if not the true one.
    private Optional<Digest> claims = Optional.empty();

    MaskedConversation(Hospital hospital, Study study, SortedMap<SiteId, AnalysisTable> tables) {
        this.hospital = hospital;
        this.study = study;
        this.tables = tables;
        this.offer = TestConsortium.offer(
                study,
                hospital.scientist,
                hospital.coordinator.identity(),
                hospital.site,
                hospital.partner,
                hospital.third);
        this.start = new Conversation(hospital.coordinator, offer);
        this.federation = hospital.site.membership().rootFingerprint().hex();
        partners.put(new SiteId("borealis"), new Partner(hospital.partner));
        partners.put(new SiteId("cygnus"), new Partner(hospital.third));
    }

    /// A site on paper.
    private final class Partner {
        private final IdentityFolder identity;
        private final SiteId id;
        private MaskingHistory history = MaskingHistory.NONE;
        private SiteMasking state = new SiteMasking.Idle();
        private byte[] vector = {};

        Partner(IdentityFolder identity) {
            this.identity = identity;
            this.id = new SiteId(identity.membership().name());
        }

        List<Signed<SiteMessage>> hear(Signed<? extends CoordinatorMessage> signed, Round round) {
            if (signed.message() instanceof Proposal proposal) {
                state = new SiteMasking.Idle();
                return step(
                        new SiteEvent.Proposed(
                                new Signed<>(signed.sender(), signed.context(), proposal, signed.signature()),
                                position(round),
                                SiteSecrets.draw(TestConsortium.RANDOM),
                                history),
                        round);
            }
            return step(new SiteEvent.Arrived(signed, history), round);
        }

        private List<Signed<SiteMessage>> step(SiteEvent event, Round round) {
            SiteMasking.Next next = SiteMasking.step(state, event);
            state = next.state();
            List<Signed<SiteMessage>> said = new ArrayList<>();
            for (SiteOutput output : next.outputs()) {
                switch (output) {
                    case SiteOutput.Send(SiteMessage message, Digest context) ->
                        said.add(new Signed<>(
                                id.name(),
                                context,
                                message,
                                new Bytes(identity.signer()
                                        .signStatement(Signed.statement(id.name(), context, message)))));
                    case SiteOutput.MaskVector(var recipe) -> {
                        vector = round.plain(id).bytes();
                        MaskedContribution.of(round.declarations()).apply(recipe, vector);
                        said.addAll(step(new SiteEvent.VectorMasked(Digest.of(vector)), round));
                    }
                    case SiteOutput.Remember(MaskingHistory.Opened opened) -> history = history.plus(opened);
                    case SiteOutput.FewSurvivors _, SiteOutput.Evidence _ -> {}
                }
            }
            return said;
        }

        private SitePosition position(Round round) {
            Map<SiteId, KeyFingerprint> keys = new TreeMap<>();
            round.proposal()
                    .roster()
                    .forEach(member -> keys.put(member.site(), member.key().fingerprint()));
            return new SitePosition(
                    id,
                    round.proposal().coordinator().fingerprint(),
                    keys,
                    round.proposal().round(),
                    study.digest(),
                    round.state(),
                    round.proposal().words(),
                    round.proposal().length(),
                    MaskingFloors.DEFAULT);
        }
    }

    /// What a masked round computes.
    record Round(
            RoundId id,
            Digest state,
            Proposal proposal,
            List<TensorDeclaration> declarations,
            Map<SiteId, Contribution> contributions) {
        Contribution plain(SiteId site) {
            Contribution contribution = contributions.get(site);
            if (contribution == null) {
                throw new AssertionError("no contribution of " + site);
            }
            return contribution;
        }
    }

    void ready() throws InterruptedException {
        start.offer();
        start.permit();
        hospital.coordinator.send(new Message.GetReady(
                study.digest(), tables.keySet().stream().map(SiteId::name).toList(), Conversation.soon()));
        hospital.coordinator.await(message ->
                message instanceof Message.Ready ready && ready.study().equals(study.digest())
                        ? Optional.of(ready)
                        : Optional.empty());
    }

    PreparedAnalysis prepared(int analysis) {
        return Analyses.prepare(study, study.analyses().get(analysis));
    }

    /// One analysis from the round on its totals to its result.
    Json.Obj analyse(int analysis) throws InterruptedException {
        PreparedAnalysis prepared = prepared(analysis);
        totals(analysis);
        Json.Obj state = prepared.atCoordinator().start();
        for (int number = 1; ; number++) {
            Contribution sum = sum(round(prepared, new RoundId(study.digest(), analysis, 1, number), state));
            switch (prepared.atCoordinator().step(state, sum)) {
                case Step.Continue(Json.Obj next) -> state = next;
                case Step.Finished(Json.Obj result) -> {
                    return result;
                }
                case Step.Failed(var problem) -> throw new AssertionError(problem.words());
            }
        }
    }

    void totals(int analysis) throws InterruptedException {
        Contribution sum = sum(totalsRound(analysis, 1));
        hospital.coordinator.publish(sum.digest(), sum.bytes());
    }

    /// A round on totals whose sum the coordinator gives out as another.
    void falseTotals(int analysis, Contribution claimed) throws InterruptedException {
        claims = Optional.of(claimed.digest());
        sum(totalsRound(analysis, 1));
        claims = Optional.empty();
        hospital.coordinator.publish(claimed.digest(), claimed.bytes());
    }

    /// The same round, asked as another attempt.
    Round attempt(Round round, int attempt) {
        RoundId id = round.id();
        RoundId next = new RoundId(id.study(), id.analysis(), attempt, id.number());
        return round(next, round.state(), round.declarations(), round.contributions());
    }

    Round totalsRound(int analysis, int attempt) {
        PreparedAnalysis prepared = prepared(analysis);
        Map<SiteId, Contribution> contributions = new TreeMap<>();
        tables.forEach((site, table) -> contributions.put(
                site,
                Tally.of(prepared.tally(), prepared.atSite().exposure(table)).contribution()));
        Digest state = hospital.coordinator.publish(
                Json.object().with("round", "totals").build());
        return round(
                new RoundId(study.digest(), analysis, attempt, RoundId.TOTALS),
                state,
                Tally.declare(prepared.tally()),
                contributions);
    }

    Round round(PreparedAnalysis prepared, RoundId id, Json.Obj state) {
        Map<SiteId, Contribution> contributions = new TreeMap<>();
        tables.forEach((site, table) -> {
            Contribution plain = prepared.atSite().contribute(table, state);
            // The running site adds its own noise.
            contributions.put(site, site.equals(OWN) ? plain : noised(prepared, state, plain));
        });
        return round(id, hospital.coordinator.publish(state), prepared.declare(state), contributions);
    }

    private static Contribution noised(PreparedAnalysis prepared, Json.Obj state, Contribution plain) {
        return prepared.plan()
                .privacy()
                .map(terms -> ContributionNoise.add(
                        plain,
                        prepared.declare(state),
                        NoisePlan.of(terms, prepared.sensitivities(state)),
                        RandomBits.of(TestConsortium.RANDOM)))
                .orElse(plain);
    }

    private Round round(
            RoundId id, Digest state, List<TensorDeclaration> declarations, Map<SiteId, Contribution> contributions) {
        List<Proposal.Member> roster = new ArrayList<>();
        offer.partners().forEach((site, chain) -> roster.add(new Proposal.Member(site, key(chain))));
        roster.sort((a, b) -> a.site().compareTo(b.site()));
        MaskedContribution vector = MaskedContribution.of(declarations);
        Proposal proposal = new Proposal(
                MaskedRound.of(federation, id),
                study.digest(),
                state,
                roster,
                key(offer.coordinator()),
                MaskingFloors.DEFAULT.threshold(roster.size()),
                MaskingFloors.LEAST_SURVIVORS,
                vector.words(),
                vector.length());
        return new Round(id, state, proposal, declarations, contributions);
    }

    static SigningKey key(StudyOffer.Chain chain) {
        try {
            return new SigningKey(new Bytes(org.isopleth.wire.identity.CertificateChain.decode(chain.der())
                    .getFirst()
                    .getPublicKey()
                    .getEncoded()));
        } catch (org.isopleth.wire.identity.IdentityException e) {
            throw new AssertionError(e);
        }
    }

    /// Opens a round and takes it to its sum, which must be that of the plain contributions to the bit, unless the
    /// running site adds noise.
    Contribution sum(Round round) throws InterruptedException {
        Contribution opened = Contribution.zero(round.declarations());
        Deque<CoordinatorOutput> todo = new ArrayDeque<>();
        Map<SiteId, byte[]> vectors = new TreeMap<>();
        CoordinatorMasking state =
                step(new CoordinatorMasking.Idle(), new CoordinatorEvent.Began(round.proposal()), todo);
        int read = hospital.coordinator.said().size();
        while (!(state instanceof CoordinatorMasking.Finished && todo.isEmpty())) {
            CoordinatorOutput output = todo.poll();
            if (output == null) {
                Heard heard = answer(round, read);
                read = heard.next();
                if (heard.signed().message() instanceof SiteMessage.Masked(var vector, var _, var _)) {
                    vectors.put(OWN, hospital.coordinator.contribution(vector));
                }
                state = step(state, new CoordinatorEvent.Arrived(heard.signed()), todo);
                continue;
            }
            switch (output) {
                case CoordinatorOutput.Send(SiteId to, CoordinatorMessage message, Digest context) -> {
                    Signed<CoordinatorMessage> signed = signed(told(message), context);
                    Partner partner = partners.get(to);
                    if (partner == null) {
                        send(round, signed);
                    } else {
                        for (Signed<SiteMessage> said : partner.hear(signed, round)) {
                            vectors.put(to, partner.vector);
                            state = step(state, new CoordinatorEvent.Arrived(said), todo);
                        }
                    }
                }
                case CoordinatorOutput.TakeMasksOff(var unmasking) -> {
                    Contribution total = Contribution.zero(round.declarations());
                    for (byte[] vector : vectors.values()) {
                        total = total.plus(Contribution.read(round.declarations(), vector));
                    }
                    byte[] bytes = total.bytes();
                    MaskedContribution.of(round.declarations()).apply(unmasking.recipe(), bytes);
                    opened = Contribution.read(round.declarations(), bytes);
                    state = step(state, new CoordinatorEvent.SumOpened(Digest.of(bytes)), todo);
                }
                case CoordinatorOutput.Fold _ -> {}
                case CoordinatorOutput.Blame blame -> throw new AssertionError(blame);
                case CoordinatorOutput.Note note -> throw new AssertionError(note);
            }
        }
        Contribution plain = Contribution.zero(round.declarations());
        for (Contribution each : round.contributions().values()) {
            plain = plain.plus(each);
        }
        assertEquals(
                opened.digest(),
                assertInstanceOf(CoordinatorMasking.Finished.class, state).sum());
        boolean noisy = prepared(round.id().analysis()).plan().privacy().isPresent()
                && !round.id().onTotals();
        assertEquals(!noisy, plain.digest().equals(opened.digest()), "the masked sum is the plain one without noise");
        return opened;
    }

    private CoordinatorMessage told(CoordinatorMessage message) {
        return message instanceof CoordinatorMessage.Result(var _, var survivors) && claims.isPresent()
                ? new CoordinatorMessage.Result(claims.get(), survivors)
                : message;
    }

    private static CoordinatorMasking step(
            CoordinatorMasking state, CoordinatorEvent event, Deque<CoordinatorOutput> todo) {
        CoordinatorMasking.Next next = CoordinatorMasking.step(state, event);
        todo.addAll(next.outputs());
        return next.state();
    }

    /// A message as the coordinator signs it.
    <M extends CoordinatorMessage> Signed<M> signed(M message, Digest context) {
        return new Signed<>(
                Signed.COORDINATOR,
                context,
                message,
                new Bytes(hospital.coordinator
                        .identity()
                        .signer()
                        .signStatement(Signed.statement(Signed.COORDINATOR, context, message))));
    }

    void send(Round round, Signed<? extends CoordinatorMessage> signed) {
        if (restarts) {
            hospital.stop();
            hospital.start();
        }
        hospital.coordinator.send(
                signed.message() instanceof Proposal
                        ? new Message.MaskedRoundOpened(round.id(), round.state(), Conversation.soon(), signed.json())
                        : new Message.MaskingAsked(round.id(), signed.json()));
    }

    /// A message of the site, and where to look for the next.
    record Heard(Signed<? extends SiteMessage> signed, int next) {}

    /// The site's next message in a round.
    Heard answer(Round round, int from) throws InterruptedException {
        Message.MaskingAnswered answered = hospital.coordinator.awaitFrom(from, message -> {
            if (message instanceof Message.Withheld withheld) {
                throw new AssertionError("withheld: " + withheld);
            }
            return message instanceof Message.MaskingAnswered each
                            && each.round().equals(round.id())
                    ? Optional.of(each)
                    : Optional.empty();
        });
        int at = hospital.coordinator
                .said()
                .subList(from, hospital.coordinator.said().size())
                .indexOf(answered);
        return new Heard(MaskingMessageJson.readOfSite(answered.signed()), from + at + 1);
    }
}
