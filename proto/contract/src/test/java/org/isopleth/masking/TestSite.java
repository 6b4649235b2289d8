package org.isopleth.masking;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.masking.mask.WordSize;
import org.isopleth.site.SiteId;

/// A connector on paper: steps its state, masks its vector, signs its messages, remembers, can be killed.
final class TestSite {
    final SiteId id;
    final byte[] plain;
    final List<SiteEvent> events = new ArrayList<>();
    final List<SiteOutput> log = new ArrayList<>();
    byte[] masked = {};
    MaskingHistory history = MaskingHistory.NONE;
    SiteMasking state = new SiteMasking.Idle();

    TestSite(SiteId id, long value) {
        this.id = id;
        ByteBuffer words = ByteBuffer.allocate(TestConsortium.LENGTH * WordSize.BITS_128.bytes())
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < TestConsortium.LENGTH; i++) {
            long low = value * (i + 1);
            words.putLong(low).putLong(low >> 63);
        }
        plain = words.array();
    }

    /// The first event of the attempt.
    List<Signed<SiteMessage>> proposed(Signed<Proposal> proposal, MaskingFloors floors, SiteSecrets secrets) {
        return step(new SiteEvent.Proposed(
                proposal, TestConsortium.position(id, proposal.message(), floors), secrets, history));
    }

    List<Signed<SiteMessage>> hear(Signed<? extends CoordinatorMessage> message) {
        return step(new SiteEvent.Arrived(message, history));
    }

    /// What the site sends after an event; a vector to mask is masked at once.
    List<Signed<SiteMessage>> step(SiteEvent event) {
        events.add(event);
        SiteMasking.Next next = SiteMasking.step(state, event);
        state = next.state();
        List<Signed<SiteMessage>> sent = new ArrayList<>();
        for (SiteOutput output : next.outputs()) {
            log.add(output);
            switch (output) {
                case SiteOutput.Send(SiteMessage message, Digest context) ->
                    sent.add(TestConsortium.bySite(id, message, context));
                case SiteOutput.MaskVector order -> {
                    masked = plain.clone();
                    order.recipe().apply(masked);
                    sent.addAll(step(new SiteEvent.VectorMasked(Digest.of(masked))));
                }
                case SiteOutput.Remember(MaskingHistory.Opened opened) -> history = history.plus(opened);
                case SiteOutput.FewSurvivors _, SiteOutput.Evidence _ -> {}
            }
        }
        return sent;
    }

    /// Forgets all but what was stored, and goes on from there.
    void restart() {
        List<SiteEvent> stored = events.stream()
                .map(event -> CanonicalJson.bytes(MaskingEventJson.write(event)))
                .map(bytes -> MaskingEventJson.readOfSite(
                        CanonicalJson.parseCanonical(bytes).asObject()))
                .toList();
        state = SiteMasking.replay(stored);
    }
}
