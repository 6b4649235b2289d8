package org.isopleth.connector.main;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isopleth.analysis.Analyses;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.analysis.Step;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.disclosure.ProposedRelease;
import org.isopleth.exchange.Message;
import org.isopleth.exchange.StudyOffer;
import org.isopleth.round.RoundId;
import org.isopleth.study.Permit;
import org.isopleth.study.Study;
import org.isopleth.tensor.Contribution;

/// What an honest coordinator says from offer to end, with the one running site as the whole
/// consortium. Every step waits for the answer, whatever happens to the connector meanwhile.
final class Conversation {
    private final FakeCoordinator coordinator;
    private final StudyOffer offer;
    private final Study study;
    private final Digest id;
    final List<Digest> contributions = new ArrayList<>();
    final List<Json.Obj> results = new ArrayList<>();
    private Optional<Json.Obj> lastJoint = Optional.empty();

    Conversation(FakeCoordinator coordinator, StudyOffer offer) {
        this.coordinator = coordinator;
        this.offer = offer;
        this.study = offer.study();
        this.id = offer.digest();
    }

    static Instant soon() {
        return Instant.now().plus(Duration.ofHours(1));
    }

    void whole() throws InterruptedException {
        offer();
        permit();
        getReady();
        for (int analysis = 0; analysis < study.analyses().size(); analysis++) {
            analyse(analysis);
        }
        end();
    }

    void offer() {
        coordinator.send(new Message.Offered(id, offer.json(), soon()));
    }

    Permit permit() throws InterruptedException {
        return coordinator.await(message ->
                message instanceof Message.Decided decided && decided.study().equals(id)
                        ? Optional.of(Permit.read(decided.permit()))
                        : Optional.empty());
    }

    Message.Ready getReady() throws InterruptedException {
        coordinator.send(new Message.GetReady(id, List.of("aurora"), soon()));
        return coordinator.await(message ->
                message instanceof Message.Ready ready && ready.study().equals(id)
                        ? Optional.of(ready)
                        : Optional.empty());
    }

    /// One analysis from its first round to its result.
    void analyse(int analysis) throws InterruptedException {
        PreparedAnalysis prepared = prepared(analysis);
        Json.Obj state = prepared.atCoordinator().start();
        for (int number = 1; ; number++) {
            Contribution sum = round(prepared, new RoundId(id, analysis, 1, number), state);
            switch (prepared.atCoordinator().step(state, sum)) {
                case Step.Continue(Json.Obj next) -> state = next;
                case Step.Finished(Json.Obj result) -> {
                    results.add(result);
                    return;
                }
                case Step.Failed(var problem) -> throw new AssertionError(problem.words());
            }
        }
    }

    /// The state of the last round with sums over several columns together.
    Json.Obj lastJointState() {
        return lastJoint.orElseThrow();
    }

    PreparedAnalysis prepared(int analysis) {
        return Analyses.prepare(study, study.analyses().get(analysis));
    }

    private Contribution round(PreparedAnalysis prepared, RoundId round, Json.Obj state) throws InterruptedException {
        Message.Contributed contributed = open(round, coordinator.publish(state));
        byte[] bytes = coordinator.contribution(contributed.contribution());
        contributions.add(contributed.contribution());
        if (ProposedRelease.hasJointTensor(prepared.declare(state))) {
            lastJoint = Optional.of(state);
        }
        return Contribution.read(prepared.declare(state), bytes);
    }

    Message.Contributed open(RoundId round, Digest state) throws InterruptedException {
        coordinator.send(new Message.RoundOpened(round, state, soon()));
        return coordinator.await(message -> {
            if (message instanceof Message.Withheld withheld && withheld.round().equals(round)) {
                throw new AssertionError("withheld: " + withheld);
            }
            return message instanceof Message.Contributed contributed
                            && contributed.round().equals(round)
                    ? Optional.of(contributed)
                    : Optional.empty();
        });
    }

    /// Opens a round that must not be answered with a contribution.
    Message.Withheld openInVain(RoundId round, Digest state) throws InterruptedException {
        coordinator.send(new Message.RoundOpened(round, state, soon()));
        return coordinator.await(message ->
                message instanceof Message.Withheld withheld && withheld.round().equals(round)
                        ? Optional.of(withheld)
                        : Optional.empty());
    }

    Message.LedgerHead end() throws InterruptedException {
        coordinator.send(new Message.Ended(id, "completed"));
        return coordinator.await(message ->
                message instanceof Message.LedgerHead head && head.study().equals(id)
                        ? Optional.of(head)
                        : Optional.empty());
    }
}
