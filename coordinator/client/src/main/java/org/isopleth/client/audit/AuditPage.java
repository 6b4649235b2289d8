package org.isopleth.client.audit;

import java.util.ArrayList;
import java.util.List;
import org.isopleth.client.audit.AuditVerdict.Agreement;
import org.isopleth.client.report.Html;
import org.isopleth.client.report.Html.Element;
import org.isopleth.client.report.HtmlPage;
import org.isopleth.ledger.LedgerFinding;
import org.isopleth.ledger.LedgerSummary;
import org.isopleth.ledger.LedgerVerdict;

/// A verdict as a page for people who do not program: what was verified, each finding with its entry, its rule and
/// what that means. A pure function: it says nothing of when and where it was made. Stateless, thread-safe.
final class AuditPage {
    private AuditPage() {}

    /// The page.
    static String of(AuditVerdict verdict) {
        Element main = Html.element("main").add(conclusion(verdict));
        for (AuditVerdict.Seen ledger : verdict.ledgers()) {
            main = main.add(ledger(ledger));
        }
        if (verdict.bundle().isPresent()) {
            main = main.add(agreement(verdict.bundle().get()));
        }
        Element header = Html.element("header")
                .add(
                        Html.element("p", "Audit of privacy ledgers").with("class", "kind"),
                        Html.element("h1", title(verdict)));
        return HtmlPage.of("Audit – " + title(verdict), Html.element("body").add(header, main.add(bounds())));
    }

    private static String title(AuditVerdict verdict) {
        return switch (verdict.exitCode()) {
            case AuditVerifyCommand.SOUND -> "Sound";
            case AuditVerifyCommand.OUT_OF_ORDER -> "Genuine, but something is out of order";
            case AuditVerifyCommand.FORGED -> "Not what was signed";
            default -> "Not verified";
        };
    }

    private static Element conclusion(AuditVerdict verdict) {
        String text = switch (verdict.exitCode()) {
            case AuditVerifyCommand.SOUND ->
                "Every file is as its owner signed it, and nothing that was written down contradicts the rules"
                        + " or anything else that was written down.";
            case AuditVerifyCommand.OUT_OF_ORDER ->
                "The files are as their owners signed them. What they say contradicts the rules below: ask"
                        + " those responsible about each finding.";
            case AuditVerifyCommand.FORGED ->
                "At least one file is not what its owner signed. Keep this copy, and do not rely on what it" + " says.";
            default -> "Something could not be read, so nothing is said about it.";
        };
        return Html.element("section")
                .with("id", "summary")
                .add(Html.element("h2", "Summary"), Html.element("p", text));
    }

    private static Element ledger(AuditVerdict.Seen ledger) {
        Element section =
                Html.element("section").add(Html.element("h2", "Ledger " + VerdictPage.printable(ledger.place())));
        return switch (ledger.verdict()) {
            case LedgerVerdict.Sound(LedgerSummary summary) ->
                section.add(Html.element("p", "Sound.").with("class", "allowed"), facts(summary));
            case LedgerVerdict.Broken broken -> {
                Element told = broken.summary()
                        .map(summary -> section.add(facts(summary)))
                        .orElse(section);
                yield told.add(findings(broken.findings(), broken.count()));
            }
            case LedgerVerdict.Unreadable(String reason) ->
                section.add(Html.element("p", reason).with("class", "problem"));
        };
    }

    private static Element facts(LedgerSummary summary) {
        Element facts = fact(Html.element("dl").with("class", "facts"), "Owner", summary.owner());
        facts = fact(facts, "Name", summary.origin());
        facts = fact(facts, "Entries", Long.toString(summary.size()));
        facts = fact(facts, "Signed heads", Integer.toString(summary.checkpoints()));
        facts = fact(facts, "Root", summary.root().hex());
        return fact(
                facts,
                "Certified by",
                summary.rootFingerprint()
                        .map(root -> root.hex() + " – compare it with the fingerprint the consortium told you")
                        .orElse("nobody"));
    }

    private static Element fact(Element facts, String name, String value) {
        return facts.add(Html.element("dt", name), Html.element("dd", value));
    }

    private static Element agreement(Agreement agreement) {
        Element section = Html.element("section").add(Html.element("h2", "Do the ledgers agree?"));
        section = agreement.findings().isEmpty()
                ? section.add(Html.element(
                                "p",
                                "Yes: what hospitals say they sent is what the coordinator says it received, as far as"
                                        + " it was compared.")
                        .with("class", "allowed"))
                : section.add(
                        findings(agreement.findings(), agreement.findings().size()));
        if (agreement.open() > 0) {
            section = section.add(Html.element(
                    "p", agreement.open() + " entries are newer than the other side's copy; later copies will tell."));
        }
        for (String note : agreement.notes()) {
            section = section.add(Html.element("p", note).with("class", "note"));
        }
        return section;
    }

    private static Element findings(List<LedgerFinding> findings, long count) {
        List<Html> rows = new ArrayList<>();
        for (LedgerFinding finding : findings) {
            rows.add(Html.element("tr")
                    .add(
                            Html.element("th", VerdictPage.printable(finding.where()))
                                    .with("scope", "row"),
                            Html.element("td")
                                    .add(Html.element("code", finding.rule().word())),
                            Html.element("td", finding.what())
                                    .add(Html.element("span", finding.rule().meaning())
                                            .with("class", "detail"))));
        }
        Element heads = Html.element("tr");
        for (String head : List.of("Where", "Rule", "What, and what it means")) {
            heads = heads.add(Html.element("th", head).with("scope", "col"));
        }
        String caption = count == findings.size()
                ? count + (count == 1 ? " finding" : " findings")
                : count + " findings, of which the first " + findings.size() + " are shown";
        return Html.element("div")
                .with("class", "scroll")
                .add(Html.element("table")
                        .add(
                                Html.element("caption", caption),
                                Html.element("thead").add(heads),
                                Html.element("tbody").add(rows)));
    }

    /// What no audit of files can tell.
    private static Element bounds() {
        return Html.element("section")
                .add(
                        Html.element("h2", "What this does not show"),
                        Html.element(
                                "p",
                                "A ledger proves that nobody rewrote what was written down. It does not prove that"
                                        + " everything was written down: compare it with the ledgers of others, with"
                                        + " signed heads you kept from earlier, and with the hospital's network log."));
    }
}
