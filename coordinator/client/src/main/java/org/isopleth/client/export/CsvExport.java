package org.isopleth.client.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.isopleth.ledger.LedgerEntry;
import org.isopleth.ledger.Occurrence;

/// A table (RFC 4180): one line for each entry, every value quoted, no value a formula, since words of a ledger
/// begin with a letter or a digit and sizes are behind a name. Thread-safe.
public final class CsvExport implements LedgerExport {
    private static final List<String> FIELDS =
            List.of("study", "round", "type", "bytes", "sha256", "policy", "rules", "bands", "leaf");

    /// The form.
    public CsvExport() {}

    @Override
    public String begin() {
        List<String> heads = new ArrayList<>(
                List.of("entry", "time", "owner", "event", "outcome", "actor-type", "actor", "recipients"));
        heads.addAll(FIELDS);
        return line(heads);
    }

    @Override
    public String entry(LedgerEntry entry) {
        Occurrence what = entry.occurrence();
        List<String> values = new ArrayList<>(List.of(
                Long.toString(entry.sequence()),
                entry.time().toString(),
                entry.owner(),
                what.event().word(),
                what.outcome().word(),
                what.actor().type(),
                what.actor().id(),
                String.join(" ", what.context().recipients())));
        Map<String, String> fields = EntryText.fields(entry);
        FIELDS.forEach(name -> values.add(fields.getOrDefault(name, "")));
        return line(values);
    }

    private static String line(List<String> values) {
        return String.join(
                        ",",
                        values.stream()
                                .map(value -> '"' + value.replace("\"", "\"\"") + '"')
                                .toList())
                + "\r\n";
    }
}
