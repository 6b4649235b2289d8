package org.isopleth.connector.cohort;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.isopleth.ontology.Vocabulary;
import org.isopleth.ontology.mapping.MappedRow;
import org.isopleth.ontology.mapping.MappedValue;
import org.isopleth.term.TermId;
import org.isopleth.unit.Unit;
import org.isopleth.unit.UnitConversion;

/// Counts the patients of whom the tables say different things, term by term, over any number of
/// mappings: a study takes none of the values for them. Not thread-safe.
///
/// Numbers are compared after the conversion of their units. Values that are terms are compared as
/// they are: a study whose levels are wider than the tables' terms finds fewer contradictions. Holds
/// one short text for each value of each patient.
public final class Contradictions {
    private final Vocabulary vocabulary;
    private final Map<Kind, Tally> tallies = new LinkedHashMap<>();

    public Contradictions(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /// Values that can be compared: categories of one term, or its numbers in units that convert into
    /// one another.
    ///
    /// @param unit of the first number; none for categories
    private record Kind(TermId term, Optional<Unit> unit) {}

    private static final class Tally {
        private final Map<String, String> first = new HashMap<>();
        private final Set<String> contradicted = new HashSet<>();

        void add(String patient, String value) {
            String before = first.putIfAbsent(patient, value);
            if (before != null && !before.equals(value)) {
                contradicted.add(patient);
            }
        }
    }

    /// Patients with contradictory values of one term.
    ///
    /// @param term the variable
    /// @param patients how many, at least 1
    public record Count(TermId term, int patients) {}

    /// Takes in what a row says.
    public void add(MappedRow row) {
        for (MappedValue value : row.values()) {
            TermId term = vocabulary.canonical(value.term());
            switch (value) {
                case MappedValue.Category category -> {
                    TermId means = vocabulary.canonical(category.value());
                    if (!CohortBuilder.NO_VALUE.contains(means)) {
                        tally(new Kind(term, Optional.empty())).add(row.patient(), means.toString());
                    }
                }
                case MappedValue.Quantity number -> {
                    UnitConversion conversion = conversion(term, number.unit());
                    // -0.0 and 0.0 are one number, but two texts.
                    double converted = conversion.apply(number.value()) + 0.0;
                    tally(new Kind(term, Optional.of(conversion.to()))).add(row.patient(), Double.toString(converted));
                }
            }
        }
    }

    private Tally tally(Kind kind) {
        return tallies.computeIfAbsent(kind, _ -> new Tally());
    }

    /// The way to the unit in which numbers of this term are compared, itself when there is none yet.
    private UnitConversion conversion(TermId term, Unit unit) {
        return tallies.keySet().stream()
                .filter(kind -> kind.term().equals(term))
                .flatMap(kind -> kind.unit().stream())
                .flatMap(known -> UnitConversion.between(unit, known).stream())
                .findFirst()
                .or(() -> UnitConversion.between(unit, unit))
                .orElseThrow();
    }

    /// The terms with contradictory values, in the order in which the mappings name them.
    public List<Count> counts() {
        return tallies.entrySet().stream()
                .filter(entry -> !entry.getValue().contradicted.isEmpty())
                .map(entry -> new Count(
                        entry.getKey().term(), entry.getValue().contradicted.size()))
                .toList();
    }
}
