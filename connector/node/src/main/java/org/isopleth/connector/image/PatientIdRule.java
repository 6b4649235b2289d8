package org.isopleth.connector.image;

/// How a DICOM PatientID becomes the key by which the hospital's tables know the patient. Immutable, thread-safe.
///
/// In this order: blanks around it go; the prefix is taken away where it is there; leading zeros go; the other
/// prefix is put before it. Nothing else is changed, letters' case included: a rule that merges two patients is
/// worse than one that links none.
///
/// @param removePrefix such as `HOSP-`; empty removes nothing
/// @param stripLeadingZeros whether `000123` is `123`; `0` stays
/// @param addPrefix such as `P`; empty adds nothing
public record PatientIdRule(String removePrefix, boolean stripLeadingZeros, String addPrefix) {
    /// Most characters of a prefix.
    public static final int LONGEST_PREFIX = 32;

    /// Leaves every identifier as it is.
    public static final PatientIdRule NONE = new PatientIdRule("", false, "");

    public PatientIdRule {
        if (removePrefix.length() > LONGEST_PREFIX || addPrefix.length() > LONGEST_PREFIX) {
            throw new IllegalArgumentException("a prefix has at most " + LONGEST_PREFIX + " characters");
        }
    }

    /// The table's key; empty for a blank identifier.
    public String key(String patientId) {
        String id = patientId.strip();
        if (!removePrefix.isEmpty() && id.startsWith(removePrefix)) {
            id = id.substring(removePrefix.length());
        }
        if (stripLeadingZeros) {
            int from = 0;
            while (from < id.length() - 1 && id.charAt(from) == '0') {
                from++;
            }
            id = id.substring(from);
        }
        return id.isEmpty() ? "" : addPrefix + id;
    }
}
