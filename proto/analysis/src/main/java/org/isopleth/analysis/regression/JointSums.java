package org.isopleth.analysis.regression;

import java.util.List;
import org.isopleth.analysis.design.Symmetric;
import org.isopleth.tensor.Contribution;
import org.isopleth.tensor.TensorDeclaration;
import org.isopleth.tensor.WideSum;

/// Collects one site's part of a joint round; mutable, for one thread.
public final class JointSums {
    private final int parameters;
    private final WideSum gradient;
    private final WideSum information;
    private final WideSum logLikelihood;

    /// @param declared the declarations of a joint round, in their order
    public JointSums(List<TensorDeclaration> declared) {
        this.gradient = new WideSum(declared.get(0));
        this.information = new WideSum(declared.get(1));
        this.logLikelihood = new WideSum(declared.get(2));
        this.parameters = declared.get(0).length();
    }

    /// Adds to one element of the gradient.
    public void gradient(int parameter, double part) {
        gradient.add(parameter, part);
    }

    /// Adds to one element of the information; `row <= column`.
    public void information(int row, int column, double part) {
        information.add(Symmetric.index(parameters, row, column), part);
    }

    /// Adds to the log-likelihood.
    public void logLikelihood(double part) {
        logLikelihood.add(0, part);
    }

    /// The sums so far, as a contribution.
    public Contribution total() {
        return new Contribution(List.of(gradient.total(), information.total(), logLikelihood.total()));
    }
}
