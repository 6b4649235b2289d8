package org.isopleth.client.study;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.isopleth.ontology.Concept;
import org.isopleth.ontology.Vocabulary;
import org.isopleth.ontology.document.DocumentNode;
import org.isopleth.term.TermId;
import org.isopleth.unit.KnownUnits;
import org.isopleth.unit.Unit;

/// The terms and units a study may use, read from a document's nodes. Stateless, thread-safe.
final class StudyWords {
    private final Vocabulary vocabulary;

    StudyWords(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /// The term a node names; empty for `none`.
    Optional<TermId> termOrNone(DocumentNode node) {
        return node.text().equals("none") ? Optional.empty() : Optional.of(term(node));
    }

    /// The term a node names, as its ontology writes it today; it names a thing, not a relation.
    TermId term(DocumentNode node) {
        TermId id;
        try {
            id = TermId.parse(node.text());
        } catch (IllegalArgumentException e) {
            throw node.problem(e.getMessage() + "; found '" + node.text() + "'");
        }
        Concept concept = vocabulary
                .find(id)
                .orElseThrow(() -> node.problem(
                        vocabulary.unknown(node.text()) + "; a study that is only simulated may say 'none'"));
        if (concept.standing() == Concept.Standing.PROPERTY) {
            throw node.problem("'" + node.text() + "' (" + concept.label() + ") is a relation, not a concept");
        }
        return vocabulary.canonical(id);
    }

    /// The unit a node names.
    Unit unit(DocumentNode node) {
        Unit unit;
        try {
            unit = new Unit(node.text());
        } catch (IllegalArgumentException e) {
            throw node.problem(e.getMessage() + "; found '" + node.text() + "'");
        }
        if (KnownUnits.find(unit).isEmpty()) {
            throw node.problem("unknown unit '" + unit + "'" + meant(unit.code())
                    + "; a unit is a UCUM code such as a, d, kg, cm, mm[Hg], mg/dL or 1");
        }
        return unit;
    }

    /// `; did you mean a (year of 365.25 days)?` for a unit written as a word.
    private static String meant(String code) {
        String word = code.toLowerCase(Locale.ROOT).replaceAll("s$", "");
        String near = KnownUnits.all().stream()
                .filter(known -> known.unit().code().equalsIgnoreCase(code)
                        || known.name().split(" ", 2)[0].equals(word))
                .map(known -> known.unit() + " (" + known.name() + ")")
                .collect(Collectors.joining(" or "));
        return near.isEmpty() ? "" : "; did you mean " + near + "?";
    }
}
