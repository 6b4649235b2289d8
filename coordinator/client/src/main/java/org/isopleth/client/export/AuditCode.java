package org.isopleth.client.export;

import java.util.Optional;
import org.isopleth.ledger.LedgerEvent;
import org.isopleth.ledger.LedgerOutcome;

/// What an event is called in the code system `DCM` (DICOM PS3.16, context groups 400 and 401), and which action it
/// is (RFC 3881: create, read, update, delete, execute). Where DICOM has no code that fits, the nearest event that
/// an auditor would look under is taken; the ledger's own word always goes along. Immutable, thread-safe.
///
/// @param event the event's code
/// @param type the kind of event, where one fits
/// @param action one letter
record AuditCode(Code event, Optional<Code> type, char action) {
    /// A code and its meaning.
    record Code(String value, String meaning) {}

    private static final Code ACTIVITY = new Code("110100", "Application Activity");
    private static final Code LOG_USED = new Code("110101", "Audit Log Used");
    private static final Code ACCESSED = new Code("110103", "DICOM Instances Accessed");
    private static final Code EXPORT = new Code("110106", "Export");
    private static final Code IMPORT = new Code("110107", "Import");
    private static final Code QUERY = new Code("110112", "Query");
    private static final Code ALERT = new Code("110113", "Security Alert");
    private static final Code START = new Code("110120", "Application Start");
    private static final Code STOP = new Code("110121", "Application Stop");
    private static final Code SECURITY = new Code("110129", "Security Configuration");
    private static final Code SOFTWARE = new Code("110131", "Software Configuration");
    private static final Code RESTRICTED = new Code("110132", "Use of Restricted Function");
    private static final Code OBJECT = new Code("110135", "Object Security Attributes Changed");
    private static final Code USER = new Code("110137", "User Security Attributes Changed");

    static AuditCode of(LedgerEvent event) {
        return switch (event) {
            case PROGRAM_STARTED -> of(ACTIVITY, START, 'E');
            case PROGRAM_STOPPED -> of(ACTIVITY, STOP, 'E');
            case CONFIGURATION_CHANGED -> of(ALERT, SECURITY, 'U');
            case STATE_RESTORED, CLOCK_JUMPED, DATASET_MAPPED -> of(ALERT, SOFTWARE, 'U');
            case INVITE_ISSUED, CERTIFICATE_ENROLLED -> of(ALERT, USER, 'C');
            case CERTIFICATE_RENEWED -> of(ALERT, USER, 'U');
            case INVITE_BURNT, CERTIFICATE_REVOKED -> of(ALERT, USER, 'D');
            case ACCESS_REQUESTED, DATA_READ -> of(QUERY, 'E');
            case COHORT_FROZEN -> of(ACCESSED, 'C');
            case COHORT_DELETED -> of(ACCESSED, 'D');
            case STUDY_REGISTERED, STUDY_RECEIVED, ROUND_RECEIVED, CONTRIBUTION_RECEIVED -> of(IMPORT, 'C');
            case STUDY_ENDED, ROUND_COMBINED, RESULT_MADE -> of(IMPORT, 'U');
            case PERMIT_DECIDED -> of(ALERT, OBJECT, 'U');
            case RELEASE_DECIDED, BUDGET_RESERVED, MASKING_REFUSED -> of(ALERT, RESTRICTED, 'E');
            case ROUND_OPENED, RELEASED, MASKING_STEP, SUM_OPENED -> of(EXPORT, 'R');
            case EXPORTED, LEDGER_WITNESSED -> of(LOG_USED, 'R');
        };
    }

    /// RFC 3881: success, minor failure, serious failure.
    static String outcome(LedgerOutcome outcome) {
        return switch (outcome) {
            case ALLOWED, DONE -> "0";
            case REFUSED -> "4";
            case FAILED -> "8";
        };
    }

    private static AuditCode of(Code event, Code type, char action) {
        return new AuditCode(event, Optional.of(type), action);
    }

    private static AuditCode of(Code event, char action) {
        return new AuditCode(event, Optional.empty(), action);
    }
}
