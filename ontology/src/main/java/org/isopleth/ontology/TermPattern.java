package org.isopleth.ontology;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isopleth.term.TermId;

/// Where a variable stands in a patient's graph: the euroCAT pattern, so that published queries run
/// unchanged. Immutable, thread-safe.
///
/// ```
/// patient  a ncit:C16960 ; roo:P100020 disease ; roo:P100008 disease .   disease a ncit:C4878 .
/// patient  roo:P100018 sex .                            sex     a ncit:C20197 .
/// patient  roo:P100000 age .                            age     a ncit:C25150 ; roo:P100042 58 ; roo:P100027 unit .
/// disease  roo:P100243 tnm .  tnm a ncit:C48881 ; roo:P100244 t .   t a ncit:C48720 .
/// patient  roo:P100291 finding .                        finding a <any other term> ; …
/// ```
///
/// A number's node has the variable's term as class, and value and unit. A category's node has the
/// value's term as class; only under the general property `roo:P100291` (has patient finding), which
/// does not say which variable it carries, it has the variable's term as well.
///
/// @param term the variable
/// @param subject the node the property starts from
/// @param property the property by which queries find the variable; no other term has it
/// @param alsoProperties properties written as well, because published queries use them
/// @param alsoClass a class written as well on a number's node, for the same reason
public record TermPattern(
        TermId term, Subject subject, TermId property, List<TermId> alsoProperties, List<TermId> alsoClass) {

    /// Which node of a patient's graph.
    public enum Subject {
        PATIENT,
        DISEASE,
        /// The clinical TNM finding of the disease; what hangs on it hangs on the disease, too.
        CLINICAL_TNM
    }

    /// `a` of a patient: NCIt Patient.
    public static final TermId PATIENT = TermId.parse("ncit:C16960");
    /// `a` of a disease when the mapping names none: NCIt Disease or Disorder.
    public static final TermId DISEASE = TermId.parse("ncit:C2991");
    /// `a` of a TNM node: NCIt Clinical TNM Finding.
    public static final TermId CLINICAL_TNM = TermId.parse("ncit:C48881");
    /// What a disease must be a kind of to be linked by [#HAS_NEOPLASM] as well.
    public static final TermId NEOPLASM = TermId.parse("ncit:C3262");
    /// has disease: what [#HAS_NEOPLASM] specialises, right for every disease
    public static final TermId HAS_DISEASE = TermId.parse("roo:P100020");
    /// has neoplasm: what published queries ask for
    public static final TermId HAS_NEOPLASM = TermId.parse("roo:P100008");
    /// has stage, has clinical stage: from the disease to its TNM node
    public static final List<TermId> HAS_CLINICAL_TNM =
            List.of(TermId.parse("roo:P100243"), TermId.parse("roo:P100025"));
    /// has value
    public static final TermId HAS_VALUE = TermId.parse("roo:P100042");
    /// has unit
    public static final TermId HAS_UNIT = TermId.parse("roo:P100027");
    /// has patient finding: the property of every term without one of its own
    public static final TermId HAS_FINDING = TermId.parse("roo:P100291");

    private static final Map<TermId, TermPattern> PATTERNS = Stream.of(
                    of("ncit:C28421", Subject.PATIENT, "roo:P100018"),
                    of("ncit:C25150", Subject.PATIENT, "roo:P100000"),
                    new TermPattern(
                            TermId.parse("ncit:C156420"),
                            Subject.PATIENT,
                            TermId.parse("roo:P100016"),
                            List.of(TermId.parse("roo:P100000")),
                            List.of(TermId.parse("roo:C100002"))),
                    of("ncit:C125201", Subject.PATIENT, "roo:P100311"),
                    of("ncit:C25717", Subject.PATIENT, "roo:P100028"),
                    of("ncit:C105721", Subject.PATIENT, "roo:P100218"),
                    of("ncit:C16358", Subject.PATIENT, "roo:P100220"),
                    of("ncit:C25347", Subject.PATIENT, "roo:P100248"),
                    of("ncit:C81328", Subject.PATIENT, "roo:P100249"),
                    of("ncit:C19796", Subject.PATIENT, "roo:P100306"),
                    of("ncit:C112376", Subject.PATIENT, "roo:P100264"),
                    of("ncit:C28108", Subject.DISEASE, "roo:P100394"),
                    of("ncit:C48885", Subject.CLINICAL_TNM, "roo:P100244"),
                    of("ncit:C48884", Subject.CLINICAL_TNM, "roo:P100242"),
                    of("ncit:C48883", Subject.CLINICAL_TNM, "roo:P100241"))
            .collect(Collectors.toUnmodifiableMap(TermPattern::term, Function.identity()));

    public TermPattern {
        alsoProperties = List.copyOf(alsoProperties);
        alsoClass = List.copyOf(alsoClass);
    }

    /// The pattern of a term: its own, or the general one.
    public static TermPattern of(TermId term) {
        TermPattern pattern = PATTERNS.get(term);
        return pattern == null ? new TermPattern(term, Subject.PATIENT, HAS_FINDING, List.of(), List.of()) : pattern;
    }

    /// The terms that have a property of their own.
    public static List<TermPattern> all() {
        return List.copyOf(PATTERNS.values());
    }

    /// Whether the property carries many variables, so that a category's node must name its own.
    public boolean isGeneral() {
        return property.equals(HAS_FINDING);
    }

    private static TermPattern of(String term, Subject subject, String property) {
        return new TermPattern(TermId.parse(term), subject, TermId.parse(property), List.of(), List.of());
    }
}
