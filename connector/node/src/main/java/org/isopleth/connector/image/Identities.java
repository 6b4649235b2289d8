package org.isopleth.connector.image;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalInt;
import org.isopleth.connector.semantic.PatientPseudonyms;

/// Turns what tells a patient into what tells nobody outside. Immutable, thread-safe.
///
/// @param pseudonyms the same as the tables'
/// @param rule from PatientID to the tables' key
record Identities(PatientPseudonyms pseudonyms, PatientIdRule rule) {

    /// The name of a patient here, if the file names one.
    Optional<String> patient(String patientId) {
        String key = rule.key(patientId);
        return key.isEmpty() ? Optional.empty() : Optional.of(pseudonyms.of(key));
    }

    /// The name of a DICOM identifier here.
    String uid(String uid) {
        return pseudonyms.ofUid(uid);
    }

    /// A day on the patient's own calendar.
    ///
    /// @param date as DICOM writes it, `20260131` or `2026.01.31`
    OptionalInt day(String patient, String date) {
        try {
            LocalDate day = LocalDate.parse(date.replace(".", ""), DateTimeFormatter.BASIC_ISO_DATE);
            return OptionalInt.of(Math.toIntExact(day.toEpochDay() + pseudonyms.dayShift(patient)));
        } catch (DateTimeException | ArithmeticException e) {
            return OptionalInt.empty();
        }
    }
}
