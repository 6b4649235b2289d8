package org.isopleth.study;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.site.SiteId;

/// A study document, version 1. Immutable, thread-safe.
///
/// @param title a short name for people
/// @param question what is asked, in one or two sentences
/// @param purpose why, as the data protection officer reads it
/// @param sites the hospitals invited; empty means every enrolled one
/// @param variables what is measured
/// @param features which variables are measured on images, and how; empty without images
/// @param cohort which patients
/// @param analyses what is computed, in order
/// @param privacy what may leave and how missing values are treated
/// @param deadlines how long each stage may take
public record Study(
        String title,
        String question,
        String purpose,
        List<SiteId> sites,
        List<Variable> variables,
        Optional<FeatureRequest> features,
        Cohort cohort,
        List<AnalysisPlan> analyses,
        PrivacyTerms privacy,
        Deadlines deadlines) {

    /// The version of the document format.
    public static final int VERSION = 1;

    public Study {
        sites = List.copyOf(sites);
        variables = List.copyOf(variables);
        analyses = List.copyOf(analyses);
        requireText("title", title, 200);
        requireText("question", question, 2000);
        requireText("purpose", purpose, 2000);
        requireUnique("variable", variables.stream().map(Variable::name).toList());
        requireUnique("analysis", analyses.stream().map(AnalysisPlan::name).toList());
        requireUnique("site", sites.stream().map(SiteId::name).toList());
        if (variables.isEmpty() || analyses.isEmpty()) {
            throw new IllegalArgumentException("a study needs at least one variable and one analysis");
        }
        if (features.isPresent()) {
            requireMeasured(variables, features.get());
        }
    }

    /// A study without images.
    public Study(
            String title,
            String question,
            String purpose,
            List<SiteId> sites,
            List<Variable> variables,
            Cohort cohort,
            List<AnalysisPlan> analyses,
            PrivacyTerms privacy,
            Deadlines deadlines) {
        this(title, question, purpose, sites, variables, Optional.empty(), cohort, analyses, privacy, deadlines);
    }

    /// What a study asks of a hospital's privacy.
    ///
    /// @param release what may become readable outside a hospital
    /// @param minimumSites how many sites must take part in every analysis
    public record PrivacyTerms(ReleaseLevel release, int minimumSites) {
        public PrivacyTerms {
            if (minimumSites < 1 || minimumSites > 1000) {
                throw new IllegalArgumentException("minimum-sites lies between 1 and 1000");
            }
        }
    }

    /// The variable of this name, if the study has it.
    public Optional<Variable> variable(String name) {
        return variables.stream()
                .filter(variable -> variable.name().equals(name))
                .findFirst();
    }

    /// What is measured on images behind a variable, if it is.
    public Optional<FeatureRequest.Measured> measured(String variable) {
        return features.flatMap(request -> request.of(variable));
    }

    /// Whether these variables, or who belongs to the cohort, depend on what is measured on images.
    public boolean needsImages(Collection<String> names) {
        return Stream.concat(names.stream(), cohort.conditions().stream().map(Cohort.Condition::variable))
                .anyMatch(name -> measured(name).isPresent());
    }

    /// The study's identity: the digest of its canonical form.
    public Digest digest() {
        return CanonicalJson.digest(StudyJson.write(this));
    }

    private static void requireText(String what, String text, int longest) {
        if (text.isBlank() || text.length() > longest) {
            throw new IllegalArgumentException("the " + what + " has 1 to " + longest + " characters");
        }
    }

    /// A variable and the feature behind it say the same, so that nobody who reads one of them is misled.
    private static void requireMeasured(List<Variable> variables, FeatureRequest request) {
        for (FeatureRequest.Measured measured : request.measured()) {
            boolean same = variables.stream()
                    .anyMatch(variable -> variable instanceof Variable.Numeric
                            && variable.name().equals(measured.variable())
                            && variable.term().equals(Optional.of(measured.term())));
            if (!same) {
                throw new IllegalArgumentException("feature " + measured.feature() + " needs a numeric variable '"
                        + measured.variable() + "' of the term " + measured.term());
            }
        }
    }

    private static void requireUnique(String what, List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new IllegalArgumentException(what + " '" + name + "' appears twice");
            }
        }
    }
}
