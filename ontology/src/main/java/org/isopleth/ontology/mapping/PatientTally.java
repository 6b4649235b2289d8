package org.isopleth.ontology.mapping;

import java.util.HashSet;
import java.util.Set;

/// Counts the patients of a table. Not thread-safe.
final class PatientTally {
    private final Set<String> keys = new HashSet<>();
    private long rowsWithoutKey;

    void add(String patient) {
        keys.add(patient);
    }

    void addRowWithoutKey() {
        rowsWithoutKey++;
    }

    long patients() {
        return keys.size();
    }

    long rowsWithoutKey() {
        return rowsWithoutKey;
    }
}
