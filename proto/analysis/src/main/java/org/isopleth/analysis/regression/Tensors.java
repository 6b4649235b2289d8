package org.isopleth.analysis.regression;

import java.util.ArrayList;
import java.util.List;
import org.isopleth.analysis.design.Distances;
import org.isopleth.analysis.design.PublicRange;
import org.isopleth.analysis.design.Symmetric;
import org.isopleth.tensor.TensorDeclaration;
import org.isopleth.tensor.TensorDeclaration.Disclosure;

/// The tensors of each round of a regression. Stateless, thread-safe.
public final class Tensors {
    static final String PATIENTS = "patients";
    static final String OUTCOME = "outcome";
    static final String SUMS = "sums";
    static final String SQUARES = "squares";
    static final String GRADIENT = "gradient";
    static final String INFORMATION = "information";
    static final String LOG_LIKELIHOOD = "log-likelihood";

    private Tensors() {}

    /// What every site sends at this stage.
    public static List<TensorDeclaration> declare(Model model, Stage stage) {
        return switch (stage) {
            case Stage.Centre() -> centre(model);
            case Stage.Scale _ -> List.of(perColumn(model, SQUARES, Distances.BOUND));
            case Stage.Newton newton -> joint(model, newton);
        };
    }

    private static List<TensorDeclaration> centre(Model model) {
        List<TensorDeclaration> tensors = new ArrayList<>();
        tensors.add(new TensorDeclaration(PATIENTS, List.of(), Disclosure.MARGINAL, 1, 1));
        model.outcomeBound()
                .ifPresent(
                        bound -> tensors.add(new TensorDeclaration(OUTCOME, List.of(), Disclosure.MARGINAL, 1, bound)));
        tensors.add(perColumn(model, SUMS, PublicRange.UNIT_BOUND));
        return tensors;
    }

    private static TensorDeclaration perColumn(Model model, String name, double bound) {
        int length = model.measured().size();
        return new TensorDeclaration(
                name, List.of(length), Disclosure.MARGINAL, model.plan().parameters(), bound);
    }

    private static List<TensorDeclaration> joint(Model model, Stage.Newton stage) {
        int parameters = model.plan().parameters();
        Model.PartBounds bounds = model.partBounds(stage);
        return List.of(
                new TensorDeclaration(GRADIENT, List.of(parameters), Disclosure.JOINT, parameters, bounds.gradient()),
                new TensorDeclaration(
                        INFORMATION,
                        List.of(Symmetric.packedLength(parameters)),
                        Disclosure.JOINT,
                        parameters,
                        bounds.information()),
                new TensorDeclaration(LOG_LIKELIHOOD, List.of(), Disclosure.JOINT, parameters, bounds.logLikelihood()));
    }
}
