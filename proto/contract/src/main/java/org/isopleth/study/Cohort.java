package org.isopleth.study;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isopleth.term.TermId;

/// Which patients a study is about. Immutable, thread-safe.
///
/// @param disease the disease every patient has; a site whose store knows the ontology's hierarchy
///     includes its kinds
/// @param conditions every one must hold; a patient with a missing value does not satisfy it
public record Cohort(Optional<TermId> disease, List<Condition> conditions) {

    /// Every patient.
    public static final Cohort EVERYONE = new Cohort(Optional.empty(), List.of());

    public Cohort {
        conditions = List.copyOf(conditions);
    }

    /// A restriction on one variable of the study.
    public sealed interface Condition {
        /// The variable's name.
        String variable();

        /// A numeric variable lies between two numbers, both inclusive.
        record Between(String variable, double minimum, double maximum) implements Condition {}

        /// A categorical variable has one of these levels.
        record OneOf(String variable, Set<String> levels) implements Condition {
            public OneOf {
                levels = Set.copyOf(levels);
            }
        }
    }
}
