package org.isopleth.client.study;

import java.util.List;
import java.util.OptionalInt;
import org.isopleth.analysis.PlanException;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.canonical.Json;
import org.isopleth.disclosure.noise.NoisePlan;
import org.isopleth.ontology.document.DocumentNode;
import org.isopleth.ontology.document.DocumentObject;
import org.isopleth.study.NoiseTerms;
import org.isopleth.tensor.TensorDeclaration;
import org.isopleth.tensor.TensorException;

/// The noise that an analysis of a study document asks for.
///
/// ```yaml
/// privacy:
///   epsilon: 0.5        # of one release; or rho, of zero-concentrated differential privacy
///   delta: 1e-6         # default
///   noise: distributed  # default: local, each site adds all the noise it needs
///   honest-sites: 3     # with distributed: so many sites tell nobody what they added
/// ```
///
/// Stateless, thread-safe.
final class PlanNoise {
    static final String KEY = "privacy";

    /// So many sites a sum may have.
    private static final int MOST_SITES = 1000;

    private static final String DISTRIBUTED = "distributed";

    private PlanNoise() {}

    static NoiseTerms read(DocumentNode node) {
        DocumentObject in = node.object("epsilon", "rho", "delta", "noise", "honest-sites");
        if (in.has("epsilon") == in.has("rho")) {
            throw node.problem("'privacy' has either epsilon or rho, of one release");
        }
        boolean distributed = in.optional("noise")
                .map(word -> word.oneOf("local", DISTRIBUTED).equals(DISTRIBUTED))
                .orElse(false);
        if (distributed != in.has("honest-sites")) {
            throw node.problem("noise: distributed needs honest-sites, and nothing else does");
        }
        try {
            return new NoiseTerms(
                    in.has("rho")
                            ? new NoiseTerms.Limit.Rho(in.number("rho"))
                            : new NoiseTerms.Limit.Epsilon(in.number("epsilon")),
                    in.number("delta", NoiseTerms.MOST_DELTA),
                    distributed
                            ? OptionalInt.of((int) in.integer("honest-sites", 2, MOST_SITES))
                            : OptionalInt.empty());
        } catch (IllegalArgumentException e) {
            throw node.problem(String.valueOf(e.getMessage()));
        }
    }

    /// Whether the sums of an analysis have room for its noise, which every site asks before a round.
    ///
    /// @throws PlanException when they have not
    static void require(PreparedAnalysis prepared) {
        if (prepared.plan().privacy().isEmpty()) {
            return;
        }
        Json.Obj start = prepared.atCoordinator().start();
        List<TensorDeclaration> declared = prepared.declare(start);
        try {
            NoisePlan plan = NoisePlan.of(prepared.plan().privacy().get(), prepared.sensitivities(start));
            plan.requireRoom(declared, MOST_SITES);
        } catch (TensorException e) {
            throw new PlanException(KEY, String.valueOf(e.getMessage()));
        }
    }
}
