package org.isopleth.ontology;

import java.util.Arrays;
import java.util.Optional;

/// An ontology whose concepts the project writes, with the namespace of its IRIs.
public enum OntologySource {
    /// Carried: the subset described in the resource folder's README.
    NCIT(
            "ncit",
            "http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl#",
            "NCI Thesaurus (National Cancer Institute, CC BY 4.0), subset as published 2018-06 to 2026-03"),
    /// Carried: all its own classes and properties.
    ROO("roo", "http://www.cancerdata.org/roo/", "Radiation Oncology Ontology (Apache-2.0), ROO.owl of 2022"),
    /// Carried: the features of [FeatureCatalogue], each named by IBSI's code; nothing of the ontology's file.
    RO(
            "ro",
            "http://www.radiomics.org/RO/",
            "Radiomics Ontology (A. Traverso and others), version 2.0, names of features by code");

    private final String prefix;
    private final String namespace;
    private final String citation;

    OntologySource(String prefix, String namespace, String citation) {
        this.prefix = prefix;
        this.namespace = namespace;
        this.citation = citation;
    }

    /// The ontology of a term's prefix.
    public static Optional<OntologySource> of(String prefix) {
        return Arrays.stream(values())
                .filter(source -> source.prefix.equals(prefix))
                .findFirst();
    }

    /// As a [org.isopleth.term.TermId] writes it.
    public String prefix() {
        return prefix;
    }

    /// What stands before the code in an IRI.
    public String namespace() {
        return namespace;
    }

    /// Name, holder, licence and version.
    public String citation() {
        return citation;
    }
}
