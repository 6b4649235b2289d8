package org.isopleth.client.export;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.isopleth.canonical.Digest;
import org.isopleth.ledger.LedgerEntry;
import org.isopleth.ledger.MerkleHash;
import org.isopleth.ledger.Occurrence;
import org.isopleth.ledger.PolicyDecision;
import org.isopleth.ledger.PolicyRule;

/// What an entry says, as words that every form of export uses. Stateless, thread-safe.
final class EntryText {
    private EntryText() {}

    /// The entry's leaf in the ledger's tree (RFC 6962), in hexadecimal.
    static String leaf(LedgerEntry entry) {
        return MerkleHash.leaf(entry.bytes()).hex();
    }

    /// One sentence of ASCII.
    static String sentence(LedgerEntry entry) {
        Occurrence what = entry.occurrence();
        StringBuilder text = new StringBuilder();
        text.append(what.event().word()).append(' ').append(what.outcome().word());
        text.append(" by ")
                .append(what.actor().type())
                .append(' ')
                .append(what.actor().id());
        List<String> recipients = what.context().recipients();
        if (!recipients.isEmpty()) {
            text.append(", to ").append(String.join(" and ", recipients));
        }
        what.details()
                .artefact()
                .ifPresent(artefact -> text.append(", ")
                        .append(artefact.type())
                        .append(" of ")
                        .append(artefact.bytes())
                        .append(" bytes"));
        return text.toString();
    }

    /// Everything else the entry says, by name; absent where it says nothing.
    static SortedMap<String, String> fields(LedgerEntry entry) {
        Occurrence what = entry.occurrence();
        SortedMap<String, String> fields = new TreeMap<>();
        fields.put("entry", Long.toString(entry.sequence()));
        fields.put("leaf", leaf(entry));
        what.context().study().map(Digest::hex).ifPresent(study -> fields.put("study", study));
        what.context().round().ifPresent(round -> fields.put("round", round));
        what.details().artefact().ifPresent(artefact -> {
            fields.put("type", artefact.type());
            fields.put("bytes", Long.toString(artefact.bytes()));
            fields.put("sha256", artefact.sha256().hex());
        });
        what.details().policy().ifPresent(policy -> {
            fields.put("policy", policy.id());
            fields.put("rules", rules(policy));
        });
        if (!what.details().bands().isEmpty()) {
            fields.put("bands", bands(what));
        }
        return fields;
    }

    static String rules(PolicyDecision policy) {
        return String.join(" ", policy.rules().stream().map(EntryText::rule).toList());
    }

    static String bands(Occurrence what) {
        return String.join(
                " ",
                what.details().bands().entrySet().stream()
                        .map(band -> band.getKey() + "=" + band.getValue().text())
                        .toList());
    }

    private static String rule(PolicyRule rule) {
        return rule.id() + "=" + rule.result().word();
    }
}
