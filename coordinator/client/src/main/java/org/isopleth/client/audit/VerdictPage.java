package org.isopleth.client.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isopleth.canonical.Json;
import org.isopleth.client.audit.AuditVerdict.Agreement;
import org.isopleth.ledger.LedgerExpectations;
import org.isopleth.ledger.LedgerFinding;
import org.isopleth.ledger.LedgerSummary;
import org.isopleth.ledger.LedgerVerdict;

/// A verdict for people and for machines. Stateless, thread-safe.
final class VerdictPage {
    /// People need the first few; `--json` has more.
    private static final int FINDINGS_SHOWN = 10;

    private VerdictPage() {}

    /// The verdict in a few lines for each ledger.
    static List<String> lines(AuditVerdict verdict, LedgerExpectations expectations) {
        List<String> lines = new ArrayList<>();
        verdict.ledgers().forEach(ledger -> lines.addAll(lines(ledger.place(), ledger.verdict(), expectations)));
        verdict.bundle().ifPresent(agreement -> addAgreement(lines, agreement));
        return lines;
    }

    private static void addAgreement(List<String> lines, Agreement agreement) {
        List<LedgerFinding> findings = agreement.findings();
        if (findings.isEmpty()) {
            lines.add("The ledgers agree with each other and with the bundle's list.");
        } else {
            lines.add("THE BUNDLE DOES NOT AGREE: " + findings.size()
                    + (findings.size() == 1 ? " finding." : " findings."));
            addFindings(lines, findings, findings.size());
        }
        if (agreement.open() > 0) {
            lines.add("  " + agreement.open() + " entries are newer than the other side's copy: copy again to compare"
                    + " them.");
        }
        agreement.notes().forEach(note -> lines.add("  note: " + printable(note)));
    }

    private static List<String> lines(String directory, LedgerVerdict verdict, LedgerExpectations expectations) {
        List<String> lines = new ArrayList<>();
        switch (verdict) {
            case LedgerVerdict.Sound(LedgerSummary summary) -> {
                lines.add("Sound: every file of this ledger is as it was signed, and every entry in order.");
                lines.add("  directory    " + printable(directory));
                addSummary(lines, summary, expectations);
            }
            case LedgerVerdict.Broken(Optional<LedgerSummary> summary, List<LedgerFinding> findings, long count) -> {
                lines.add("NOT SOUND: " + count + (count == 1 ? " finding." : " findings."));
                lines.add("  directory    " + printable(directory));
                summary.ifPresent(known -> addSummary(lines, known, expectations));
                addFindings(lines, findings, count);
            }
            case LedgerVerdict.Unreadable(String reason) ->
                lines.add("Not verified: " + printable(directory) + ": " + reason);
        }
        return lines;
    }

    /// The verdict as JSON: of one ledger its own, of a bundle all of them and how they agree.
    static Json json(AuditVerdict verdict) {
        if (verdict.bundle().isEmpty()) {
            return json(verdict.ledgers().getFirst().verdict());
        }
        Agreement agreement = verdict.bundle().get();
        List<Json> ledgers = new ArrayList<>();
        verdict.ledgers()
                .forEach(ledger -> ledgers.add(Json.object()
                        .with("path", ledger.place())
                        .with("ledger", json(ledger.verdict()))
                        .build()));
        return Json.object()
                .with("verdict", verdict.exitCode() == AuditVerifyCommand.SOUND ? "sound" : "broken")
                .with("ledgers", ledgers)
                .with(
                        "findings",
                        agreement.findings().stream().map(VerdictPage::json).toList())
                .with("findingCount", agreement.findings().size())
                .with("open", agreement.open())
                .with("notes", Json.ofTexts(agreement.notes()))
                .build();
    }

    private static Json json(LedgerVerdict verdict) {
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
                .forEach(finding -> lines.add("  - " + printable(finding.where()) + ": " + finding.what() + " ["
                        + finding.rule().word() + "]"));
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
                .with("rule", finding.rule().word())
                .with("where", finding.where())
                .withOptional("entry", finding.entry().map(entry -> Json.of(entry.longValue())))
                .with("what", finding.what())
                .with("meaning", finding.rule().meaning())
                .build();
    }

    /// File names come with the ledger: none may command the auditor's terminal.
    static String printable(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
    }
}
