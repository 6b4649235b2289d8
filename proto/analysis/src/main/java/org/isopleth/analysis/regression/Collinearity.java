package org.isopleth.analysis.regression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isopleth.analysis.AnalysisProblem;
import org.isopleth.analysis.AnalysisProblem.Reason;
import org.isopleth.analysis.design.Solve;
import org.isopleth.analysis.design.Symmetric;
import org.isopleth.analysis.design.Vector;

/// Finds covariates that determine one another, from the information at the null model, where it is a
/// multiple of the columns' correlation matrix (within strata, for a model with strata).
///
/// @param model the model
record Collinearity(Model model) {

    /// The first covariate that earlier ones (or the strata) determine, followed by those.
    Optional<AnalysisProblem> find(Symmetric information) {
        return Solve.dependency(information, reference(information)).map(this::problem);
    }

    /// The diagonal of free columns. Without strata it is the information's own; with strata a column
    /// that varies between strata only has none of its own, and is compared with the largest.
    private Vector reference(Symmetric information) {
        Vector diagonal = Vector.generate(information.size(), i -> information.get(i, i));
        if (model.strata().isEmpty()) {
            return diagonal;
        }
        return Vector.generate(diagonal.size(), _ -> Math.max(diagonal.largest(), 1e-3));
    }

    private AnalysisProblem problem(Solve.Dependency dependency) {
        List<String> names = model.plan().names();
        List<String> involved = new ArrayList<>();
        involved.add(names.get(dependency.column()));
        for (int i : dependency.by()) {
            if (i >= model.plan().slopesFrom()) {
                involved.add(names.get(i));
            }
        }
        if (involved.size() == 1) {
            model.strata().ifPresent(involved::add);
        }
        return new AnalysisProblem(Reason.COLLINEAR, involved);
    }
}
