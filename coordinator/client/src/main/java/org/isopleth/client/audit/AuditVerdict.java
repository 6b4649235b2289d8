package org.isopleth.client.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isopleth.ledger.LedgerFinding;
import org.isopleth.ledger.LedgerVerdict;

/// What was found at one place: a ledger, or the ledgers of a bundle and how they agree. Immutable, thread-safe.
///
/// @param ledgers each alone
/// @param bundle how they agree, when it is a bundle
record AuditVerdict(List<Seen> ledgers, Optional<Agreement> bundle) {

    AuditVerdict {
        ledgers = List.copyOf(ledgers);
    }

    /// One ledger.
    ///
    /// @param place where it lies, for people
    record Seen(String place, LedgerVerdict verdict) {}

    /// What the parts of a bundle say about each other.
    ///
    /// @param findings what does not fit together
    /// @param open entries that the other side's copy is too old to answer
    /// @param notes what could not be compared and why
    record Agreement(List<LedgerFinding> findings, long open, List<String> notes) {
        Agreement {
            findings = List.copyOf(findings);
            notes = List.copyOf(notes);
        }
    }

    /// The verdict on one ledger.
    static AuditVerdict of(String place, LedgerVerdict verdict) {
        return new AuditVerdict(List.of(new Seen(place, verdict)), Optional.empty());
    }

    /// The gravest code of all parts: what is forged, then what is out of order, then what could not be read.
    int exitCode() {
        List<Integer> codes = new ArrayList<>();
        ledgers.forEach(ledger -> codes.add(exitCode(ledger.verdict())));
        bundle.ifPresent(agreement -> agreement.findings().forEach(finding -> codes.add(exitCode(finding.kind()))));
        for (int code :
                List.of(AuditVerifyCommand.FORGED, AuditVerifyCommand.OUT_OF_ORDER, AuditVerifyCommand.UNREADABLE)) {
            if (codes.contains(code)) {
                return code;
            }
        }
        return AuditVerifyCommand.SOUND;
    }

    private static int exitCode(LedgerVerdict verdict) {
        return switch (verdict) {
            case LedgerVerdict.Sound _ -> AuditVerifyCommand.SOUND;
            case LedgerVerdict.Unreadable _ -> AuditVerifyCommand.UNREADABLE;
            case LedgerVerdict.Broken broken -> exitCode(broken.kind());
        };
    }

    private static int exitCode(LedgerFinding.Kind kind) {
        return switch (kind) {
            case CRYPTOGRAPHIC -> AuditVerifyCommand.FORGED;
            case DOMAIN -> AuditVerifyCommand.OUT_OF_ORDER;
        };
    }
}
