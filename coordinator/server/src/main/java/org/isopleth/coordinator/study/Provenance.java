package org.isopleth.coordinator.study;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.ledger.Checkpoint;
import org.isopleth.ledger.LedgerFormatException;
import org.isopleth.ledger.SignedNote;
import org.isopleth.progress.StudyState;
import org.isopleth.site.SiteId;
import org.isopleth.store.StoredEvent;
import org.isopleth.store.ledger.PublishedLedger;
import org.isopleth.study.Readiness;

/// When a study ran, how each site measured images, and the heads of the ledgers that recorded it: everything
/// about a result that may not be the same when the study runs again. Thread-safe.
public final class Provenance {
    private static final String COORDINATOR = "coordinator";

    private final Conductor conductor;
    private final Supplier<String> ownHead;

    /// @param ownHead the coordinator's latest signed checkpoint
    public Provenance(Conductor conductor, Supplier<String> ownHead) {
        this.conductor = conductor;
        this.ownHead = ownHead;
    }

    /// The document, as canonical JSON.
    public byte[] of(Digest study, StudyState.Ended ended) {
        List<Json> ledgers = new ArrayList<>();
        ledgers.add(head(COORDINATOR, ownHead.get(), Signature.VERIFIED));
        new TreeMap<>(ended.ledgerHeads())
                .forEach((site, checkpoint) ->
                        ledgers.add(head(site.name(), checkpoint, Signature.of(site, checkpoint))));
        Json.Builder out = Json.object().with("provenance", 1).with("study", study.hex());
        List<StoredEvent> first = conductor.events(study, 1);
        out.with("registeredAt", first.getFirst().recordedAt().toString());
        endedAt(study).ifPresent(at -> out.with("endedAt", at));
        List<Json> passports = passports(ended.course().readiness());
        if (!passports.isEmpty()) {
            out.with("passports", passports);
        }
        return CanonicalJson.bytes(out.with("ledgers", ledgers).build());
    }

    /// How each site that measures images does so; none where the study asks for no features.
    static List<Json> passports(Map<SiteId, Readiness> answers) {
        List<Json> passports = new ArrayList<>();
        new TreeMap<>(answers)
                .forEach((site, answer) -> answer.passport()
                        .ifPresent(passport -> passports.add(Json.object()
                                .with("site", site.name())
                                .with("digest", passport.digest().hex())
                                .with("passport", passport.json())
                                .build())));
        return passports;
    }

    /// What this coordinator knows of the signature of a ledger's head.
    enum Signature {
        /// Its own.
        VERIFIED("verified"),
        /// A checkpoint of the site's ledger, as the site reported it. Which key signs it is certified only
        /// in the ledger itself, so that only who has the ledger can tell.
        NOT_VERIFIED("not-verified"),
        /// What the site reported is no checkpoint of its ledger.
        NOT_A_CHECKPOINT("not-a-checkpoint");

        private final String word;

        Signature(String word) {
            this.word = word;
        }

        static Signature of(SiteId site, String note) {
            try {
                Checkpoint head = Checkpoint.parse(SignedNote.parse(note.getBytes(StandardCharsets.UTF_8)));
                return head.origin().equals(PublishedLedger.origin(site.name())) ? NOT_VERIFIED : NOT_A_CHECKPOINT;
            } catch (LedgerFormatException e) {
                return NOT_A_CHECKPOINT;
            }
        }
    }

    private static Json head(String owner, String checkpoint, Signature signature) {
        return Json.object()
                .with("owner", owner)
                .with("checkpoint", checkpoint)
                .with("signature", signature.word)
                .build();
    }

    private Optional<String> endedAt(Digest study) {
        long next = 1;
        while (true) {
            List<StoredEvent> page = conductor.events(study, next);
            if (page.isEmpty()) {
                return Optional.empty();
            }
            for (StoredEvent stored : page) {
                if (stored.event().kind().equals("study-ended")) {
                    return Optional.of(stored.recordedAt().toString());
                }
            }
            next = page.getLast().sequence() + 1;
        }
    }
}
