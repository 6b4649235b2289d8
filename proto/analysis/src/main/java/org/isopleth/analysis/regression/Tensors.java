package org.isopleth.analysis.regression;

import java.util.ArrayList;
import java.util.List;
import org.isopleth.analysis.RoundOutline;
import org.isopleth.analysis.RoundOutline.Part;
import org.isopleth.analysis.RoundOutline.Shape;
import org.isopleth.analysis.design.Distances;
import org.isopleth.analysis.design.PublicRange;
import org.isopleth.analysis.design.Symmetric;
import org.isopleth.tensor.Statbarn;
import org.isopleth.tensor.TensorDeclaration;
import org.isopleth.tensor.TensorDeclaration.Disclosure;

/// The tensors of each round of a regression. Stateless, thread-safe.
public final class Tensors {
    static final String PATIENTS = "patients";
    static final String OUTCOME = "outcome";
    static final String SUMS = "sums";
    static final String SQUARES = "squares";
    static final String GRADIENT = "gradient";
    /// The information of a joint round.
    public static final String INFORMATION = "information";
    static final String LOG_LIKELIHOOD = "log-likelihood";

    private Tensors() {}

    /// What every site sends at this stage.
    public static List<TensorDeclaration> declare(Model model, Stage stage) {
        return switch (stage) {
            case Stage.Centre() -> centre(model);
            case Stage.Scale _ ->
                List.of(perColumn(model, SQUARES, Distances.BOUND).as(Statbarn.SHAPE));
            case Stage.Newton newton -> joint(model, newton);
        };
    }

    /// What every site sends over the whole fit: twice marginal sums, then the joint sums of Newton's
    /// method.
    static List<RoundOutline> outline(Model model) {
        Shape columns = new Shape.Vector(model.measured().size());
        int parameters = model.plan().parameters();
        return List.of(
                RoundOutline.once(centre(model)),
                new RoundOutline(1, List.of(new Part(SQUARES, columns, Disclosure.MARGINAL))),
                new RoundOutline(
                        model.plan().maxRounds(),
                        List.of(
                                new Part(GRADIENT, new Shape.Vector(parameters), Disclosure.JOINT),
                                new Part(INFORMATION, new Shape.SymmetricMatrix(parameters), Disclosure.JOINT),
                                new Part(LOG_LIKELIHOOD, new Shape.Single(), Disclosure.JOINT))));
    }

    private static List<TensorDeclaration> centre(Model model) {
        List<TensorDeclaration> tensors = new ArrayList<>();
        tensors.add(new TensorDeclaration(PATIENTS, List.of(), Disclosure.MARGINAL, 1, 1).as(Statbarn.FREQUENCIES));
        model.outcomeBound()
                .ifPresent(bound -> tensors.add(new TensorDeclaration(OUTCOME, List.of(), Disclosure.MARGINAL, 1, bound)
                        .as(Statbarn.LINEAR_AGGREGATIONS)));
        tensors.add(perColumn(model, SUMS, PublicRange.UNIT_BOUND).as(Statbarn.LINEAR_AGGREGATIONS));
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
                new TensorDeclaration(GRADIENT, List.of(parameters), Disclosure.JOINT, parameters, bounds.gradient())
                        .as(Statbarn.CORRELATION_COEFFICIENTS),
                new TensorDeclaration(
                                INFORMATION,
                                List.of(Symmetric.packedLength(parameters)),
                                Disclosure.JOINT,
                                parameters,
                                bounds.information())
                        .as(Statbarn.CORRELATION_COEFFICIENTS),
                new TensorDeclaration(LOG_LIKELIHOOD, List.of(), Disclosure.JOINT, parameters, bounds.logLikelihood())
                        .as(Statbarn.HYPOTHESIS_TESTS));
    }
}
