package org.isopleth.client.export;

import java.util.Map;
import org.isopleth.ledger.LedgerEntry;
import org.isopleth.ledger.LedgerOutcome;

/// An entry as one syslog message (RFC 5424): facility 10 (security and authorisation), the entry's own time, its
/// owner as host. All of it is ASCII but sizes in structured data, which RFC 5424 has as UTF-8. Stateless,
/// thread-safe.
///
/// Structured data are under `isopleth@32473`: 32473 is the enterprise number kept for documentation (RFC 5612),
/// since the project has none of its own.
public final class SyslogLine {
    private static final int FACILITY = 10;
    private static final String APPLICATION = "isopleth";
    private static final String DATA = "isopleth@32473";

    private SyslogLine() {}

    /// With the entry's fields as structured data and a sentence for people.
    public static String of(LedgerEntry entry) {
        StringBuilder data = new StringBuilder("[").append(DATA);
        for (Map.Entry<String, String> field : EntryText.fields(entry).entrySet()) {
            data.append(' ').append(field.getKey()).append("=\"");
            data.append(escaped(field.getValue())).append('"');
        }
        data.append(']');
        return line(entry, entry.occurrence().event().word(), data.toString(), EntryText.sentence(entry));
    }

    /// With a DICOM audit message as its body, as IHE ATNA (ITI-20) sends it.
    public static String atna(LedgerEntry entry) {
        return line(entry, "DICOM+RFC3881", "-", AtnaMessage.of(entry));
    }

    private static String line(LedgerEntry entry, String messageId, String data, String message) {
        return "<" + (FACILITY * 8 + severity(entry.occurrence().outcome())) + ">1 " + entry.time() + " "
                + entry.owner() + " " + APPLICATION + " - " + messageId + " " + data + " " + message;
    }

    /// Notice, warning, error.
    private static int severity(LedgerOutcome outcome) {
        return switch (outcome) {
            case ALLOWED, DONE -> 5;
            case REFUSED -> 4;
            case FAILED -> 3;
        };
    }

    /// As RFC 5424, section 6.3.3, demands of a value.
    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("]", "\\]");
    }
}
