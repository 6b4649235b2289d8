package org.isopleth.connector.cohort;

import org.isopleth.connector.semantic.Iris;
import org.isopleth.ontology.TermPattern;
import org.isopleth.ontology.Vocabulary;
import org.isopleth.study.FeatureRequest;
import org.isopleth.term.TermId;

/// The part of a cohort's SPARQL that reads measured features, as docs/reference/feature-graph.md writes it
/// down. Immutable, thread-safe.
///
/// Every name in it was checked when the study was read ([FeatureRequest] closes their alphabets), so none can
/// end a literal.
final class FeatureQuery {
    /// The aggregation of a feature that has one value.
    private static final String ONE_VALUE = "n/a";

    private final Vocabulary vocabulary;
    private final FeatureRequest request;
    private final String software;

    /// @param software name and version of what measured: what others measured is not mixed with it
    FeatureQuery(Vocabulary vocabulary, FeatureRequest request, String software) {
        this.vocabulary = vocabulary;
        this.request = request;
        this.software = software;
    }

    /// Rows of `?patient ?variable ?value ?unit`.
    ///
    /// @param place the variable's place in the study
    String branch(int place, FeatureRequest.Measured measured) {
        return "?patient a " + iri(TermPattern.PATIENT) + " ; " + iri(TermPattern.HAS_DISEASE) + " ?disease . "
                + "?disease " + own("lesion") + " ?lesion . " + lesion("?lesion") + region()
                + "?lesion " + own("feature") + " ?feature . ?feature " + own("feature-id")
                + text(measured.feature()) + " ; " + own("aggregation")
                + text(measured.aggregation().orElse(ONE_VALUE)) + " ; " + iri(TermPattern.HAS_VALUE) + " ?value ; "
                + iri(TermPattern.HAS_UNIT) + " ?unit ; " + prov("wasGeneratedBy") + " ?extraction . "
                + "?extraction " + prov("used") + " ?settings . ?settings " + own("digest")
                + text(request.settingsDigest().hex()) + " . ?extraction " + prov("wasAssociatedWith")
                + " ?agent . ?agent "
                + own("version") + text(software) + " . BIND(" + place + " AS ?variable)";
    }

    private String lesion(String lesion) {
        return lesion + " " + own("time-point") + text(request.timePoint()) + " . ";
    }

    private String region() {
        if (!request.region().equals(FeatureRequest.LARGEST)) {
            return "?lesion " + own("region") + " ?name . FILTER(" + named("?name") + ") ";
        }
        return "?lesion " + own("volume-mm3") + " ?volume . FILTER NOT EXISTS { ?disease " + own("lesion")
                + " ?other . " + lesion("?other") + "?other " + own("volume-mm3")
                + " ?larger . FILTER(?larger > ?volume) } ";
    }

    /// Who draws one lesion seldom numbers it: a name without a number means the patient's only lesion of that
    /// name, and number 1 is an unnumbered one. Where that is several lesions, their values contradict each
    /// other and the study uses none.
    private String named(String name) {
        String region = request.region();
        char last = region.charAt(region.length() - 1);
        boolean first = last == '1' && region.length() > 1 && !Character.isDigit(region.charAt(region.length() - 2));
        if (first) {
            return name + " IN (" + text(region) + "," + text(region.substring(0, region.length() - 1)) + ")";
        }
        if (Character.isDigit(last)) {
            return name + " =" + text(region);
        }
        return name + " =" + text(region) + " || (STRSTARTS(" + name + "," + text(region) + ") && REGEX(SUBSTR(" + name
                + ", " + (region.length() + 1) + "), \"^[0-9]{1,3}$\"))";
    }

    private static String own(String relation) {
        return "<" + Iris.relation(relation) + ">";
    }

    private static String prov(String name) {
        return "<" + Iris.PROV + name + ">";
    }

    private String iri(TermId id) {
        return "<" + vocabulary.iri(id) + ">";
    }

    private static String text(String text) {
        return " \"" + text + "\"";
    }
}
