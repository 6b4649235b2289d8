package org.isopleth.client.audit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isopleth.canonical.Json;
import org.isopleth.ledger.LedgerExpectations;
import org.isopleth.ledger.LedgerFinding;
import org.isopleth.ledger.LedgerSummary;
import org.isopleth.ledger.LedgerVerdict;

/// A verdict for people and for machines. Stateless, thread-safe.
final class VerdictPage {
    /// People need the first few; `--json` has more.
    private static final int FINDINGS_SHOWN = 10;

    private VerdictPage() {}

    /// The verdict in a few lines.
    static List<String> lines(Path directory, LedgerVerdict verdict, LedgerExpectations expectations) {
        List<String> lines = new ArrayList<>();
        switch (verdict) {
            case LedgerVerdict.Sound(LedgerSummary summary) -> {
                lines.add("Sound: every file of this ledger is as it was signed, and every entry in order.");
                lines.add("  directory    " + printable(directory.toString()));
                addSummary(lines, summary, expectations);
            }
            case LedgerVerdict.Broken(Optional<LedgerSummary> summary, List<LedgerFinding> findings, long count) -> {
                lines.add("NOT SOUND: " + count + (count == 1 ? " finding." : " findings."));
                lines.add("  directory    " + printable(directory.toString()));
                summary.ifPresent(known -> addSummary(lines, known, expectations));
                addFindings(lines, findings, count);
            }
            case LedgerVerdict.Unreadable(String reason) ->
                lines.add("Not verified: " + printable(directory.toString()) + ": " + reason);
        }
        return lines;
    }

    /// The verdict as JSON.
    static Json json(LedgerVerdict verdict) {
        return switch (verdict) {
            case LedgerVerdict.Sound(LedgerSummary summary) ->
                add(Json.object().with("verdict", "sound"), summary)
                        .with("findings", List.of())
                        .with("findingCount", 0L)
                        .build();
            case LedgerVerdict.Broken(Optional<LedgerSummary> summary, List<LedgerFinding> findings, long count) -> {
                Json.Builder out = Json.object().with("verdict", "broken");
                summary.ifPresent(known -> add(out, known));
                yield out.with(
                                "findings",
                                findings.stream().map(VerdictPage::json).toList())
                        .with("findingCount", count)
                        .build();
            }
            case LedgerVerdict.Unreadable(String reason) ->
                Json.object()
                        .with("verdict", "unreadable")
                        .with("reason", reason)
                        .build();
        };
    }

    private static void addSummary(List<String> lines, LedgerSummary summary, LedgerExpectations expectations) {
        lines.add("  owner        " + summary.owner());
        lines.add("  ledger       " + printable(summary.origin()));
        lines.add("  entries      " + summary.size() + ", signed in " + summary.checkpoints()
                + (summary.checkpoints() == 1 ? " checkpoint" : " checkpoints"));
        lines.add("  root         " + summary.root());
        summary.rootFingerprint().ifPresent(fingerprint -> {
            lines.add("  certified by " + fingerprint);
            if (expectations.rootFingerprint().isEmpty()) {
                lines.add("               Compare this with the root fingerprint that the consortium told you.");
            }
        });
    }

    private static void addFindings(List<String> lines, List<LedgerFinding> findings, long count) {
        findings.stream()
                .limit(FINDINGS_SHOWN)
                .forEach(finding -> lines.add("  - " + printable(finding.where()) + ": " + finding.what()));
        long shown = Math.min(findings.size(), FINDINGS_SHOWN);
        if (count > shown) {
            lines.add("  and " + (count - shown) + " more.");
        }
    }

    private static Json.Builder add(Json.Builder out, LedgerSummary summary) {
        return out.with("owner", summary.owner())
                .with("origin", summary.origin())
                .with("entries", summary.size())
                .with("root", summary.root().hex())
                .with("checkpoints", summary.checkpoints())
                .withOptional(
                        "rootFingerprint", summary.rootFingerprint().map(fingerprint -> Json.of(fingerprint.hex())));
    }

    private static Json json(LedgerFinding finding) {
        String kind = switch (finding.kind()) {
            case DOMAIN -> "domain";
            case CRYPTOGRAPHIC -> "cryptographic";
        };
        return Json.object()
                .with("kind", kind)
                .with("where", finding.where())
                .with("what", finding.what())
                .build();
    }

    /// File names come with the ledger: none may command the auditor's terminal.
    private static String printable(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
    }
}
