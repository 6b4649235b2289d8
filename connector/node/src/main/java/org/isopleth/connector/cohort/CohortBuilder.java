package org.isopleth.connector.cohort;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Column;
import org.isopleth.connector.cohort.CohortAccount.VariableAccount;
import org.isopleth.connector.semantic.Iris;
import org.isopleth.connector.semantic.SemanticStore;
import org.isopleth.ontology.Vocabulary;
import org.isopleth.study.Cohort.Condition;
import org.isopleth.study.Readiness.Cause;
import org.isopleth.study.Readiness.Finding;
import org.isopleth.study.Study;
import org.isopleth.study.Variable;
import org.isopleth.term.TermId;
import org.isopleth.unit.Unit;
import org.isopleth.unit.UnitConversion;

/// Builds a study's table from the semantic store. Immutable, thread-safe.
///
/// Row order is that of the patients' pseudonyms, so that the same data give the same table. Missing,
/// contradictory and unusable values are missing in the table and counted; an unusable one is also a
/// finding, which names the variable and not the value.
public final class CohortBuilder {
    /// Values that say "no value" (NCIt: Unknown, Not Applicable, Not Reported, Missing), unless the
    /// study makes them levels.
    static final Set<TermId> NO_VALUE = Set.of(
            TermId.parse("ncit:C17998"),
            TermId.parse("ncit:C48660"),
            TermId.parse("ncit:C43234"),
            TermId.parse("ncit:C54031"));

    private static final Var PATIENT = Var.alloc("patient");
    private static final Var VARIABLE = Var.alloc("variable");
    private static final Var VALUE = Var.alloc("value");
    private static final Var UNIT = Var.alloc("unit");

    private final SemanticStore store;
    private final Vocabulary vocabulary;
    private final CohortQuery query;

    /// @param software name and version of what must have measured a study's features: what others measured is as if
    ///     it was not measured
    public CohortBuilder(SemanticStore store, String software) {
        this.store = store;
        this.vocabulary = store.vocabulary();
        this.query = new CohortQuery(vocabulary, software);
    }

    /// The cohort of a study as the store is now.
    public BuiltCohort build(Study study) {
        return build(study, Set.of());
    }

    /// The cohort of a study as the store is now, without some patients, of whom nothing is told either.
    ///
    /// @param withdrawn pseudonyms of those who have withdrawn
    public BuiltCohort build(Study study, Set<String> withdrawn) {
        SortedSet<String> found = new TreeSet<>();
        List<VariableValues> values =
                study.variables().stream().map(_ -> new VariableValues()).toList();
        store.select(query.of(study), row -> {
            if (!withdrawn.contains(Iris.pseudonym(row.get(PATIENT)))) {
                take(study, row, found, values);
            }
        });
        List<String> kept = found.stream()
                .filter(patient -> satisfies(study, patient, values))
                .toList();
        List<Column> columns = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        List<VariableAccount> accounts = new ArrayList<>();
        for (int i = 0; i < study.variables().size(); i++) {
            Variable variable = study.variables().get(i);
            VariableTable table = new VariableTable(variable, values.get(i), kept);
            columns.add(table.column());
            accounts.add(table.account());
            if (!found.isEmpty() && found.stream().noneMatch(values.get(i)::knows)) {
                boolean measured = study.measured(variable.name()).isPresent();
                findings.add(new Finding(measured ? Cause.UNMEASURED : Cause.UNMAPPED, variable.name(), ""));
            }
            table.causes().forEach(cause -> findings.add(new Finding(cause, variable.name(), "")));
        }
        CohortAccount account = new CohortAccount(found.size(), found.size() - kept.size(), accounts);
        return new BuiltCohort(new AnalysisTable(kept.size(), columns), kept, findings, account);
    }

    private void take(Study study, Binding row, Set<String> found, List<VariableValues> values) {
        String patient = Iris.pseudonym(row.get(PATIENT));
        int place = Integer.parseInt(row.get(VARIABLE).getLiteralLexicalForm());
        if (place == CohortQuery.PATIENT_ROW) {
            found.add(patient);
            return;
        }
        Optional<Node> unit = Optional.ofNullable(row.get(UNIT));
        switch (study.variables().get(place)) {
            case Variable.Numeric numeric ->
                takeNumber(
                        row.get(VALUE),
                        unit.flatMap(Iris::unit).flatMap(local -> conversion(study, numeric, local)),
                        patient,
                        values.get(place));
            case Variable.Categorical categorical -> takeLevel(categorical, row.get(VALUE), patient, values.get(place));
        }
    }

    /// A feature's unit follows from its definition, the same everywhere; where it is that of the image's
    /// intensities, no conversion could know it.
    private static Optional<UnitConversion> conversion(Study study, Variable.Numeric variable, Unit local) {
        if (study.measured(variable.name()).isPresent()) {
            return local.equals(variable.unit()) ? UnitConversion.between(Unit.ONE, Unit.ONE) : Optional.empty();
        }
        return UnitConversion.between(local, variable.unit());
    }

    private static void takeNumber(
            Node value, Optional<UnitConversion> conversion, String patient, VariableValues values) {
        Optional<BigDecimal> number = number(value);
        if (conversion.isEmpty() || number.isEmpty()) {
            values.addObstacle(patient, Cause.UNIT);
            return;
        }
        values.add(patient, conversion.get().apply(number.get()));
    }

    /// The number of a literal, of a size that can be computed with.
    private static Optional<BigDecimal> number(Node value) {
        String text = value.isLiteral() ? value.getLiteralLexicalForm() : "";
        return text.matches("[-+]?[0-9]{1,200}(\\.[0-9]{0,200})?([eE][-+]?[0-9]{1,3})?")
                ? Optional.of(new BigDecimal(text))
                : Optional.empty();
    }

    private void takeLevel(Variable.Categorical variable, Node value, String patient, VariableValues values) {
        Optional<TermId> term = value.isURI() ? vocabulary.term(value.getURI()) : Optional.empty();
        Optional<Integer> level = term.flatMap(id -> query.level(variable, id));
        if (level.isPresent()) {
            values.add(patient, level.get());
        } else if (term.filter(NO_VALUE::contains).isEmpty()) {
            values.addObstacle(patient, Cause.UNKNOWN_LEVEL);
        }
    }

    private static boolean satisfies(Study study, String patient, List<VariableValues> values) {
        return study.cohort().conditions().stream().allMatch(condition -> {
            Variable variable = study.variable(condition.variable())
                    .orElseThrow(() -> new IllegalArgumentException(
                            "condition on '" + condition.variable() + "', which is no variable of the study"));
            double value = values.get(study.variables().indexOf(variable)).value(patient);
            return switch (condition) {
                case Condition.Between(String _, double minimum, double maximum) ->
                    value >= minimum && value <= maximum;
                case Condition.OneOf(String _, Set<String> levels) ->
                    variable instanceof Variable.Categorical categorical
                            && !Double.isNaN(value)
                            && levels.contains(categorical.levelNames().get((int) value));
            };
        });
    }

    /// One variable over the kept patients.
    private static final class VariableTable {
        private final Variable variable;
        private final double[] entries;
        private final EnumSet<Cause> causes = EnumSet.noneOf(Cause.class);
        private int missing;
        private int conflicting;
        private int unusable;

        VariableTable(Variable variable, VariableValues values, List<String> patients) {
            this.variable = variable;
            this.entries = new double[patients.size()];
            for (int row = 0; row < entries.length; row++) {
                String patient = patients.get(row);
                Set<Cause> obstacles = EnumSet.noneOf(Cause.class);
                obstacles.addAll(values.obstacles(patient));
                double value = values.value(patient);
                if (variable instanceof Variable.Numeric numeric
                        && (value < numeric.minimum() || value > numeric.maximum())) {
                    obstacles.add(Cause.OUT_OF_RANGE);
                    value = Double.NaN;
                }
                entries[row] = value;
                causes.addAll(obstacles);
                missing += Double.isNaN(value) ? 1 : 0;
                unusable += obstacles.isEmpty() ? 0 : 1;
                conflicting += obstacles.isEmpty() && values.isConflicting(patient) ? 1 : 0;
            }
        }

        Set<Cause> causes() {
            return causes;
        }

        VariableAccount account() {
            return new VariableAccount(variable.name(), entries.length - missing, missing, conflicting, unusable);
        }

        Column column() {
            return switch (variable) {
                case Variable.Numeric numeric -> new Column.Numeric(numeric.name(), entries);
                case Variable.Categorical categorical -> {
                    int[] codes = new int[entries.length];
                    for (int row = 0; row < codes.length; row++) {
                        codes[row] = Double.isNaN(entries[row]) ? -1 : (int) entries[row];
                    }
                    yield new Column.Categorical(categorical.name(), categorical.levelNames(), codes);
                }
            };
        }
    }
}
