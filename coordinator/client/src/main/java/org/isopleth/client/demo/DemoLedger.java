package org.isopleth.client.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isopleth.canonical.Json;
import org.isopleth.client.audit.LedgerFolder;
import org.isopleth.client.local.Consortium;
import org.isopleth.client.local.WorkFolder;
import org.isopleth.ledger.LedgerEntry;
import org.isopleth.ledger.LedgerEvent;
import org.isopleth.ledger.LedgerExpectations;
import org.isopleth.ledger.LedgerOutcome;
import org.isopleth.ledger.LedgerReader;
import org.isopleth.ledger.LedgerSummary;
import org.isopleth.ledger.LedgerVerdict;
import org.isopleth.ledger.LedgerVerification;

/// One of the demo's five ledgers, verified.
///
/// @param owner whose
/// @param path where
/// @param entries how many
/// @param verified whether every byte checks
/// @param allowed decisions of the gate to release
/// @param refused decisions of the gate not to
record DemoLedger(String owner, Path path, long entries, boolean verified, long allowed, long refused) {

    /// The ledgers of stopped programs, verified from their files, the coordinator's first.
    static List<DemoLedger> all(WorkFolder work, List<String> hospitals) {
        List<DemoLedger> ledgers = new ArrayList<>();
        ledgers.add(of(Consortium.COORDINATOR, work.path().resolve(Consortium.COORDINATOR)));
        hospitals.forEach(hospital -> ledgers.add(of(hospital, work.path().resolve(hospital))));
        return ledgers;
    }

    private static DemoLedger of(String owner, Path workFolder) {
        Path path = workFolder.resolve("ledger");
        LedgerFolder folder = new LedgerFolder(path);
        LedgerVerdict verdict = LedgerVerification.verify(folder, LedgerExpectations.NONE);
        List<LedgerEntry> entries = new ArrayList<>();
        if (verdict instanceof LedgerVerdict.Sound(LedgerSummary summary)) {
            LedgerReader.read(folder, 0, summary.size(), entries::add);
        }
        return new DemoLedger(
                owner,
                path,
                entries.size(),
                verdict instanceof LedgerVerdict.Sound,
                count(entries, LedgerOutcome.ALLOWED),
                count(entries, LedgerOutcome.REFUSED));
    }

    private static long count(List<LedgerEntry> entries, LedgerOutcome outcome) {
        return entries.stream()
                .filter(entry -> entry.occurrence().event() == LedgerEvent.RELEASE_DECIDED
                        && entry.occurrence().outcome() == outcome)
                .count();
    }

    /// A line for each.
    static List<String> lines(List<DemoLedger> ledgers) {
        return ledgers.stream().map(DemoLedger::line).toList();
    }

    private String line() {
        String gate = owner.equals(Consortium.COORDINATOR)
                ? ""
                : "; the gate allowed " + allowed + " releases and refused " + refused;
        return "ledger of " + owner + ": " + entries + " entries, " + (verified ? "verified" : "NOT VERIFIED") + gate;
    }

    /// The JSON form of all.
    static List<Json> json(List<DemoLedger> ledgers) {
        List<Json> json = new ArrayList<>();
        for (DemoLedger ledger : ledgers) {
            json.add(Json.object()
                    .with("owner", ledger.owner())
                    .with("path", ledger.path().toString())
                    .with("entries", ledger.entries())
                    .with("verified", ledger.verified())
                    .build());
        }
        return json;
    }
}
