package org.isopleth.analysis;

import java.util.List;
import org.isopleth.canonical.Json;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.tensor.TensorDeclaration;

/// An analysis bound to one checked plan of one study. Immutable, thread-safe.
public interface PreparedAnalysis {

    /// The plan it was prepared from.
    AnalysisPlan plan();

    /// How its result compares with the pooled analysis.
    EqualityClass equality();

    /// The study variables it reads.
    List<String> variables();

    /// The tensors every site sends in the round with this state. Both programs compute it, so a
    /// contribution need not describe itself.
    List<TensorDeclaration> declare(Json.Obj state);

    /// The hospital's half.
    AtSite atSite();

    /// The coordinator's half.
    AtCoordinator atCoordinator();
}
