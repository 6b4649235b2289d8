package org.isopleth.connector.semantic;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryException;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.Syntax;
import org.apache.jena.shared.PrefixMapping;
import org.isopleth.ontology.OntologySource;
import org.isopleth.ontology.Vocabulary;
import org.isopleth.term.TermId;

/// Reads SPARQL as others have published it: usual prefixes need no declaration, and IRIs that ROO has
/// renamed since mean what they meant. Immutable, thread-safe.
final class PublishedQuery {
    private static final PrefixMapping USUAL = PrefixMapping.Factory.create()
            .setNsPrefix("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#")
            .setNsPrefix("rdfs", "http://www.w3.org/2000/01/rdf-schema#")
            .setNsPrefix("owl", "http://www.w3.org/2002/07/owl#")
            .setNsPrefix("xsd", "http://www.w3.org/2001/XMLSchema#")
            .setNsPrefix("skos", Iris.SKOS)
            .setNsPrefix("prov", Iris.PROV)
            .setNsPrefix("uo", Iris.UNIT_ONTOLOGY)
            .setNsPrefix("ncit", OntologySource.NCIT.namespace())
            .setNsPrefix("roo", OntologySource.ROO.namespace())
            .lock();
    /// `roo:100018` or `<http://www.cancerdata.org/roo/100018>`
    private static final Pattern OLD = Pattern.compile(
            "(\\broo:|" + Pattern.quote(OntologySource.ROO.namespace()) + ")([0-9]{6})(?![A-Za-z0-9_-])");

    private final Vocabulary vocabulary;

    PublishedQuery(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /// @throws SemanticStoreException when the text is no SELECT
    Query parse(String text) {
        Query query = new Query();
        query.getPrefixMapping().setNsPrefixes(USUAL);
        try {
            QueryFactory.parse(query, present(text), null, Syntax.syntaxSPARQL_11);
        } catch (QueryException wrong) {
            String said = wrong.getMessage() == null
                    ? ""
                    : wrong.getMessage().lines().findFirst().orElse("");
            throw new SemanticStoreException("the query is not SPARQL 1.1: " + said, wrong);
        }
        if (!query.isSelectType()) {
            throw new SemanticStoreException("only SELECT queries are answered here");
        }
        return query;
    }

    private String present(String text) {
        return OLD.matcher(text).replaceAll(old -> {
            TermId id = vocabulary.canonical(new TermId(OntologySource.ROO.prefix(), old.group(2)));
            return Matcher.quoteReplacement(old.group(1) + id.code());
        });
    }
}
