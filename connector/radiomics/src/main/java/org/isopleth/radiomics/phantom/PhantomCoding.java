package org.isopleth.radiomics.phantom;

/// How a hospital writes its table. Immutable, thread-safe.
///
/// @param patient heading of the patient's number
/// @param age heading of the age in years
/// @param sex heading of the sex
/// @param female the word for it
/// @param male the word for it
/// @param outcome heading of the outcome
/// @param yes the word for a patient with the outcome
/// @param no the word for one without
public record PhantomCoding(
        String patient, String age, String sex, String female, String male, String outcome, String yes, String no) {
    /// English words.
    public static final PhantomCoding ENGLISH =
            new PhantomCoding("Patient no", "Age (years)", "Sex", "F", "M", "Recurrence", "yes", "no");

    /// Dutch words.
    public static final PhantomCoding DUTCH =
            new PhantomCoding("patientnummer", "leeftijd", "geslacht", "vrouw", "man", "recidief", "ja", "nee");

    /// German words.
    public static final PhantomCoding GERMAN =
            new PhantomCoding("Fallnummer", "Alter", "Geschlecht", "w", "m", "Rezidiv", "1", "0");

    /// French words.
    public static final PhantomCoding FRENCH =
            new PhantomCoding("dossier", "age_ans", "sexe", "2", "1", "recidive", "oui", "non");
}
