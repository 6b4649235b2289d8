package org.isopleth.client.report;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.isopleth.client.report.Html.Element;
import org.isopleth.client.report.ProvenanceDocument.Head;
import org.isopleth.ledger.Checkpoint;

/// The heads of the ledgers that logged the study, and how to check them. Immutable, thread-safe.
///
/// @param provenance when it ran and what was logged, if that is known
record LedgerSection(Optional<ProvenanceDocument> provenance) {

    Element section() {
        Element section = Html.element("section").with("id", "ledgers").add(Html.element("h2", "Ledgers"));
        if (provenance.isEmpty()) {
            return section.add(Html.element(
                    "p", "No ledger heads were given with these results, so nothing here can be traced to a ledger."));
        }
        List<Head> heads = provenance.get().ledgers();
        return section.add(Html.element(
                        "p",
                        "Every program logged what it released before it released it. These were the heads of the"
                                + " ledgers when the study had ended; a hospital's as that hospital reported it, since"
                                + " only who has its ledger can check its signature."))
                .add(Tables.table(
                        "Heads of the ledgers (C2SP checkpoints, Merkle trees after RFC 6962).",
                        List.of(
                                Tables.Head.words("Ledger of"),
                                Tables.Head.figures("Entries"),
                                Tables.Head.words("Root")),
                        heads.stream().map(LedgerSection::row).toList()))
                .add(verification())
                .add(notes(heads));
    }

    private static List<Element> row(Head head) {
        Optional<Checkpoint> checkpoint = head.checkpoint();
        return List.of(
                Tables.rowHeader(head.owner()),
                checkpoint.map(known -> Tables.count(known.size())).orElseGet(() -> Tables.words("not readable")),
                Html.element("td")
                        .add(checkpoint
                                .<Html>map(known -> Html.element("code", root(known))
                                        .with("title", known.root().hex()))
                                .orElseGet(() -> Html.text("not readable"))));
    }

    /// As a checkpoint writes it.
    private static String root(Checkpoint checkpoint) {
        return Base64.getEncoder().encodeToString(checkpoint.root().bytes());
    }

    private static Element verification() {
        return Html.element("p")
                .add("To check a ledger, offline and without trusting anyone: ")
                .add(Html.element("code", "isopleth audit verify DIR"))
                .add(" recomputes every entry, the tree and the signatures of the ledger in a folder. Its root must be"
                        + " the one above, or its tree must contain the one above if it has grown since.");
    }

    private static Element notes(List<Head> heads) {
        Element details = Html.element("details").add(Html.element("summary", "Signed checkpoints"));
        for (Head head : heads) {
            details = details.add(Html.element("h4", head.owner())).add(Html.element("pre", head.note()));
        }
        return details;
    }
}
