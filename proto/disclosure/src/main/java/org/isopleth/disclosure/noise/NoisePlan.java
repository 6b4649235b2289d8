package org.isopleth.disclosure.noise;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import org.isopleth.disclosure.loss.Calibration;
import org.isopleth.disclosure.loss.PrivacyCost;
import org.isopleth.study.NoiseTerms;
import org.isopleth.tensor.NumberProfile;
import org.isopleth.tensor.Sensitivity;
import org.isopleth.tensor.TensorDeclaration;
import org.isopleth.tensor.TensorException;
import org.isopleth.tensor.WideFormat;

/// The noise of one contribution, tensor by tensor. Immutable, thread-safe.
///
/// Costs of tensors add up, as those of releases do. The variance of a tensor's noise is the smallest whole
/// number of squared grid steps that costs no more than allowed, plus [#SMOOTHING].
///
/// @param tensors the noise of every declared tensor, in declared order
/// @param sharing who adds it
public record NoisePlan(List<TensorNoise> tensors, NoiseSharing sharing) {
    /// What makes discrete noise no worse than continuous noise of that much less variance: see
    /// [org.isopleth.disclosure.loss.GaussianLoss].
    public static final BigInteger SMOOTHING = BigInteger.valueOf(4);

    /// The least variance of one site's share. The sum of h discrete Gaussians of variance v differs from one
    /// of h·v by a factor of at most `exp(τ)`, `τ = 10 Σ_{k<h} exp(-2π² v k/(k+1))` (Kairouz, Liu, Steinke
    /// 2021, theorem 1): with v = 64 that is below 1e-270, so one step of cost is more than it can add.
    static final BigInteger LEAST_SHARE = BigInteger.valueOf(64);

    /// So many standard deviations have room beside the largest sum; beyond lies 1e-57 of the noise.
    private static final long ROOM = 16;

    public NoisePlan {
        tensors = List.copyOf(tensors);
        if (tensors.isEmpty()) {
            throw new IllegalArgumentException("a plan of noise names at least one tensor");
        }
    }

    /// The noise a plan asks for, spread evenly over the tensors of one release: each may cost the same share.
    ///
    /// @param sensitivities of every declared tensor, in declared order
    /// @throws TensorException when so little may be told that no noise is enough
    public static NoisePlan of(NoiseTerms terms, List<Sensitivity> sensitivities) {
        PrivacyCost whole = switch (terms.limit()) {
            case NoiseTerms.Limit.Epsilon(double epsilon) -> Calibration.cost(epsilon, terms.delta());
            case NoiseTerms.Limit.Rho(double rho) -> new PrivacyCost((long) Math.scalb(rho, PrivacyCost.STEP_BITS));
        };
        // One step less each, for what the sum of shared noise may differ from one whole draw.
        long steps = whole.steps() / Math.max(1, sensitivities.size()) - 1;
        if (steps < 1) {
            throw new TensorException("so little may be told of a patient that no noise is enough; allow more");
        }
        PrivacyCost each = new PrivacyCost(steps);
        NoiseSharing sharing = terms.honestSites().isPresent()
                ? new NoiseSharing.Distributed(terms.honestSites().getAsInt())
                : NoiseSharing.local();
        return new NoisePlan(
                sensitivities.stream()
                        .map(one -> new TensorNoise(one.tensor(), one.length(), one.roundings(), each))
                        .toList(),
                sharing);
    }

    /// The variance of the noise that one site adds to a tensor, in squared grid steps.
    ///
    /// @throws TensorException when a share is too small to add up to what is claimed
    public BigInteger variance(TensorDeclaration declaration, TensorNoise noise) {
        BigInteger whole =
                noise.cost().variance(noise.gridSensitivity(declaration)).add(SMOOTHING);
        BigInteger parts = BigInteger.valueOf(sharing.parts());
        BigInteger share = whole.add(parts).subtract(BigInteger.ONE).divide(parts);
        if (sharing.parts() > 1 && share.compareTo(LEAST_SHARE) < 0) {
            throw new TensorException("tensor '" + declaration.name() + "' has too coarse a grid for shared noise");
        }
        return share;
    }

    /// What a contribution with this noise costs.
    ///
    /// @throws TensorException when the plan is not about these tensors
    public NoiseClaim claim(List<TensorDeclaration> declarations) {
        requireSame(declarations);
        NoiseClaim claim = NoiseClaim.NOTHING;
        for (int i = 0; i < tensors.size(); i++) {
            claim = claim.plus(claim(declarations.get(i), tensors.get(i)));
        }
        return claim;
    }

    private NoiseClaim claim(TensorDeclaration declaration, TensorNoise noise) {
        BigInteger sensitivity = noise.gridSensitivity(declaration);
        BigInteger share = variance(declaration, noise);
        PrivacyCost own = PrivacyCost.ofNoise(sensitivity, share.subtract(SMOOTHING));
        return switch (sharing) {
            case NoiseSharing.Local() -> new NoiseClaim(own, own);
            case NoiseSharing.Distributed(int honest) -> {
                BigInteger sum = share.multiply(BigInteger.valueOf(honest)).subtract(SMOOTHING);
                yield new NoiseClaim(PrivacyCost.ofNoise(sensitivity, sum).plus(new PrivacyCost(1)), own);
            }
        };
    }

    /// Refuses a plan whose noise could make a sum go round. That would tell nothing more, but be wrong.
    ///
    /// @param sites how many sites may add to the sum
    /// @throws TensorException when a sum and its noise do not fit into the numbers of a tensor
    public void requireRoom(List<TensorDeclaration> declarations, int sites) {
        requireSame(declarations);
        for (int i = 0; i < tensors.size(); i++) {
            TensorDeclaration declaration = declarations.get(i);
            BigInteger variance = variance(declaration, tensors.get(i)).multiply(BigInteger.valueOf(sites));
            BigInteger noise = variance.sqrt().add(BigInteger.ONE).multiply(BigInteger.valueOf(ROOM));
            BigInteger limit = BigInteger.ONE.shiftLeft(8 * declaration.format().bytesPerElement() - 1);
            if (largest(declaration, sites).add(noise).compareTo(limit) >= 0) {
                throw new TensorException("tensor '" + declaration.name()
                        + "' has no room for its noise; lower its bound or fraction bits, or allow a larger cost");
            }
        }
    }

    /// The largest absolute value of a sum without noise, in grid steps.
    private static BigInteger largest(TensorDeclaration declaration, int sites) {
        BigInteger scale = BigInteger.ONE.shiftLeft(declaration.format().fractionBits());
        BigInteger bound = new BigDecimal(declaration.bound())
                .multiply(new BigDecimal(scale))
                .setScale(0, RoundingMode.CEILING)
                .toBigIntegerExact();
        return bound.multiply(
                switch (declaration.numbers()) {
                    case NumberProfile.Wide() -> BigInteger.valueOf(WideFormat.MAX_PARTS);
                    case NumberProfile.Compact compact -> BigInteger.valueOf((long) sites * compact.partsPerSite());
                });
    }

    private void requireSame(List<TensorDeclaration> declarations) {
        List<String> declared =
                declarations.stream().map(TensorDeclaration::name).toList();
        if (!declared.equals(tensors.stream().map(TensorNoise::tensor).toList())) {
            throw new TensorException("the plan of noise is about other tensors than are declared");
        }
    }
}
