package org.isopleth.client.report;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.isopleth.analysis.Analyses;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.canonical.Json;
import org.isopleth.disclosure.budget.BudgetBook;
import org.isopleth.disclosure.noise.NoiseClaim;
import org.isopleth.disclosure.noise.NoisePlan;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.study.NoiseTerms;
import org.isopleth.study.Study;
import org.isopleth.tensor.TensorDeclaration;

/// What an analysis promises of a single patient's privacy, in words: which mechanism, which ε under which
/// assumption, δ, how it is counted, and how much noise the numbers have. Computed from the plan alone.
/// Stateless, thread-safe.
final class NoiseWords {
    private NoiseWords() {}

    /// Of an analysis of a study.
    ///
    /// @param sites how many hospitals are in the sums
    static String of(Study study, String analysis, int sites) {
        return study.analyses().stream()
                .filter(plan -> plan.name().equals(analysis))
                .filter(plan -> plan.privacy().isPresent())
                .findFirst()
                .map(plan -> words(study, plan, plan.privacy().orElseThrow(), sites))
                .orElse("none: the disclosure rules alone");
    }

    private static String words(Study study, AnalysisPlan plan, NoiseTerms terms, int sites) {
        PreparedAnalysis prepared = Analyses.prepare(study, plan);
        Json.Obj start = prepared.atCoordinator().start();
        List<TensorDeclaration> declared = prepared.declare(start);
        NoisePlan noise = NoisePlan.of(terms, prepared.sensitivities(start));
        NoiseClaim claim = noise.claim(declared);
        String honest = up(BudgetBook.reported(claim.ifHonest(), terms.delta()));
        String collude = up(BudgetBook.reported(claim.ifOthersCollude(), terms.delta()));
        String promise = terms.honestSites().isPresent()
                ? "\u03b5 " + honest + " if " + terms.honestSites().getAsInt()
                        + " hospitals tell nobody what noise they added, and " + collude + " if all others collude"
                : "\u03b5 " + collude + ", whether others are honest or all of them collude";
        return promise + ", \u03b4 " + terms.delta()
                + ", for each patient of a hospital and each round (one patient added or removed). Discrete Gaussian"
                + " noise, drawn at each hospital; counted as zero-concentrated differential privacy, \u03c1 "
                + up(claim.ifHonest().rho()) + "; \u03b5 by the privacy loss distribution. Standard deviation of the"
                + " noise in these sums: " + String.join(", ", deviations(noise, declared, sites)) + ".";
    }

    private static List<String> deviations(NoisePlan noise, List<TensorDeclaration> declared, int sites) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < declared.size(); i++) {
            TensorDeclaration tensor = declared.get(i);
            BigInteger variance = noise.variance(tensor, noise.tensors().get(i)).multiply(BigInteger.valueOf(sites));
            double deviation = Math.scalb(
                    Math.sqrt(variance.doubleValue()), -tensor.format().fractionBits());
            words.add(tensor.name() + " " + PaperNumbers.number(deviation));
        }
        return words;
    }

    /// Four decimals, never less than it is.
    private static String up(double number) {
        return BigDecimal.valueOf(number).setScale(4, RoundingMode.CEILING).toPlainString();
    }
}
