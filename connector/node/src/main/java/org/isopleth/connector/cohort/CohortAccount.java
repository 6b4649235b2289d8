package org.isopleth.connector.cohort;

import java.util.ArrayList;
import java.util.List;

/// How a cohort came about, in exact numbers: for the site's own people, never to leave. Immutable,
/// thread-safe.
///
/// @param found patients with the disease
/// @param excluded of them, those a condition of the study leaves out
/// @param variables one per variable of the study, in its order
public record CohortAccount(int found, int excluded, List<VariableAccount> variables) {
    public CohortAccount {
        variables = List.copyOf(variables);
    }

    /// One variable over the cohort's patients.
    ///
    /// @param name the study's name of it
    /// @param present patients with a usable value
    /// @param missing patients with none
    /// @param conflicting of the missing, those with several values that differ
    /// @param unusable of the missing, those whose value is out of range, of an unconvertible unit, or
    ///     none of the study's levels
    public record VariableAccount(String name, int present, int missing, int conflicting, int unusable) {}

    /// The account in words, one line each.
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(found + " patients found, " + excluded + " left out by the study's conditions");
        for (VariableAccount variable : variables) {
            lines.add("  " + variable.name() + ": " + variable.present() + " present, " + variable.missing()
                    + " missing"
                    + (variable.conflicting() > 0
                            ? ", of which " + variable.conflicting() + " with values that contradict each other"
                            : "")
                    + (variable.unusable() > 0 ? ", of which " + variable.unusable() + " with an unusable value" : ""));
        }
        return lines;
    }
}
