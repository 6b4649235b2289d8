package org.isopleth.coordinator.study;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Tally;
import org.isopleth.exchange.Message;
import org.isopleth.masking.CoordinatorMessage;
import org.isopleth.masking.KeyRenewal;
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
import org.isopleth.round.RoundId;
import org.isopleth.site.SiteId;
import org.isopleth.store.blob.BlobFolder;
import org.isopleth.study.Permit;
import org.isopleth.tensor.Contribution;
import org.isopleth.tensor.TensorDeclaration;
import org.isopleth.wire.identity.IdentityFolder;

/// A hospital in masked rounds: it computes, masks, signs, remembers what it opened, and believes nothing it is told.
/// What it says can be swapped for something else. Not thread-safe.
final class MaskedSite {
    final SiteId id;
    final List<Said> said = new ArrayList<>();
    final List<Digest> vectors = new ArrayList<>();
    final Map<RoundId, Contribution> plain = new HashMap<>();
    BiFunction<SiteMessage, Digest, Json.Obj> voice = this::signed;
    private IdentityFolder identity;
    private final Permit permit;
    private final AnalysisTable table;
    private final PreparedAnalysis analysis;
    private final SecureRandom random = new SecureRandom();
    private final Map<RoundId, MaskedContribution> forms = new HashMap<>();
    private final Map<RoundId, SiteMasking> attempts = new HashMap<>();
    private MaskingHistory history = MaskingHistory.NONE;

    MaskedSite(IdentityFolder identity, Permit permit, AnalysisTable table, PreparedAnalysis analysis) {
        this.id = permit.site();
        this.identity = identity;
        this.permit = permit;
        this.table = table;
        this.analysis = analysis;
    }

    /// From now on it signs with another key.
    void renew(IdentityFolder next) {
        identity = next;
    }

    /// What the site meant to say.
    record Said(RoundId round, SiteMessage message) {}

    SiteMasking attempt(RoundId round) {
        return Optional.ofNullable(attempts.get(round)).orElseThrow();
    }

    /// A message under this site's signature.
    Json.Obj signed(SiteMessage message, Digest context) {
        byte[] statement = Signed.statement(id.name(), context, message);
        return new Signed<>(
                        id.name(), context, message, new Bytes(identity.signer().signStatement(statement)))
                .json();
    }

    /// What the site answers.
    List<Message.ToCoordinator> hear(Message.ToSite message, BlobFolder blobs) {
        return switch (message) {
            case Message.MaskedRoundOpened opened -> begin(opened, blobs);
            case Message.MaskingAsked(RoundId round, Json.Obj signed) ->
                step(round, new SiteEvent.Arrived(MaskingMessageJson.readOfCoordinator(signed), history), blobs);
            case Message.Offered _, Message.GetReady _, Message.RoundOpened _, Message.Ended _ ->
                throw new IllegalArgumentException("not of a masked round");
        };
    }

    private List<Message.ToCoordinator> begin(Message.MaskedRoundOpened opened, BlobFolder blobs) {
        RoundId round = opened.round();
        Json.Obj state = CanonicalJson.parse(blobs.read(opened.state(), 0, BlobFolder.MAX_CHUNK_BYTES))
                .asObject();
        plain.put(
                round,
                round.onTotals()
                        ? Tally.of(analysis.tally(), analysis.atSite().exposure(table))
                                .contribution()
                        : analysis.atSite().contribute(table, state));
        MaskedContribution vector = MaskedContribution.of(declarations(round, state));
        forms.put(round, vector);
        Signed<? extends CoordinatorMessage> signed = MaskingMessageJson.readOfCoordinator(opened.proposal());
        Signed<Proposal> proposal =
                new Signed<>(signed.sender(), signed.context(), (Proposal) signed.message(), signed.signature());
        SitePosition position = new SitePosition(
                id,
                permit.coordinator(),
                KeyRenewal.applied(
                        proposal.message().roster(),
                        permit.partners(),
                        ConductorHarness.FEDERATION,
                        permit.decidedAt()),
                MaskedRound.of(ConductorHarness.FEDERATION, round),
                permit.study(),
                opened.state(),
                vector.words(),
                vector.length(),
                MaskingFloors.DEFAULT);
        attempts.put(round, new SiteMasking.Idle());
        return step(round, new SiteEvent.Proposed(proposal, position, SiteSecrets.draw(random), history), blobs);
    }

    private List<TensorDeclaration> declarations(RoundId round, Json.Obj state) {
        return round.onTotals() ? Tally.declare(analysis.tally()) : analysis.declare(state);
    }

    private List<Message.ToCoordinator> step(RoundId round, SiteEvent event, BlobFolder blobs) {
        SiteMasking.Next next = SiteMasking.step(attempt(round), event);
        attempts.put(round, next.state());
        List<Message.ToCoordinator> answers = new ArrayList<>();
        for (SiteOutput output : next.outputs()) {
            switch (output) {
                case SiteOutput.Send(SiteMessage message, Digest context) -> {
                    said.add(new Said(round, message));
                    answers.add(new Message.MaskingAnswered(round, voice.apply(message, context)));
                }
                case SiteOutput.MaskVector order -> {
                    Contribution part = Optional.ofNullable(plain.get(round)).orElseThrow();
                    byte[] bytes = part.bytes();
                    Optional.ofNullable(forms.get(round)).orElseThrow().apply(order.recipe(), bytes);
                    Digest vector = blobs.put(bytes);
                    vectors.add(vector);
                    answers.addAll(step(round, new SiteEvent.VectorMasked(vector), blobs));
                }
                case SiteOutput.Remember(MaskingHistory.Opened opened) -> history = history.plus(opened);
                case SiteOutput.FewSurvivors _, SiteOutput.Evidence _ -> {}
            }
        }
        return answers;
    }
}
