package org.isopleth.ontology.mapping;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isopleth.ontology.mapping.MappingReport.ColumnReport;
import org.isopleth.ontology.mapping.MappingReport.UnmappedValue;

/// Counts what became of one column's cells. Not thread-safe.
final class ColumnTally {
    /// A free-text column mapped by mistake must not fill the memory: further values are counted only.
    static final int MOST_LISTED = 1_000;

    private final Map<CellOutcome.Unmapped, Count> unmapped = new LinkedHashMap<>();
    private long mapped;
    private long missing;
    private long notListed;

    private static final class Count {
        private long rows;
        private final Set<String> patients = new HashSet<>();
    }

    void add(CellOutcome outcome, String patient) {
        switch (outcome) {
            case CellOutcome.Mapped _ -> mapped++;
            case CellOutcome.Missing _ -> missing++;
            case CellOutcome.Unmapped value -> {
                if (!unmapped.containsKey(value) && unmapped.size() == MOST_LISTED) {
                    notListed++;
                } else {
                    Count count = unmapped.computeIfAbsent(value, _ -> new Count());
                    count.rows++;
                    count.patients.add(patient);
                }
            }
        }
    }

    ColumnReport report(MappedColumn column) {
        List<UnmappedValue> values = unmapped.entrySet().stream()
                .map(entry -> new UnmappedValue(
                        entry.getKey().cell(),
                        entry.getKey().reason(),
                        entry.getValue().rows,
                        entry.getValue().patients.size()))
                .sorted(Comparator.comparingLong(UnmappedValue::rows).reversed().thenComparing(UnmappedValue::value))
                .toList();
        List<String> names = column.inputs().stream().map(ColumnName::name).toList();
        return new ColumnReport(
                String.join(" … ", names), column.term(), new MappingReport.Cells(mapped, missing, notListed), values);
    }
}
