package org.isopleth.disclosure.noise;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.isopleth.tensor.Contribution;
import org.isopleth.tensor.Tensor;
import org.isopleth.tensor.TensorDeclaration;

/// Adds noise to a contribution, before it is masked and before anything of it leaves. Stateless, thread-safe.
///
/// The contribution's whole numbers get a discrete Gaussian number each, and stay in the same numbers: adding
/// them up over sites, masked or not, adds the noise up too. Nothing is rounded afterwards.
///
/// The noise does not depend on the data but by the sensitivity that the plan declares, and is drawn whole
/// before it is added. A contribution that is computed again must get the same noise again, or their mean would
/// tell more than was paid for: the caller draws the bits from a key of the site, the round and the
/// contribution itself, so that the same contribution is the same bytes, and another has noise of its own (and
/// a cost of its own).
public final class ContributionNoise {
    private ContributionNoise() {}

    /// The contribution with noise.
    ///
    /// @throws org.isopleth.tensor.TensorException when the plan is not about these tensors
    /// @throws RandomBitsException when the source of randomness repeats itself
    public static Contribution add(
            Contribution contribution, List<TensorDeclaration> declarations, NoisePlan plan, RandomBits random) {
        return contribution.plus(noise(declarations, plan, random));
    }

    /// Noise alone, as a contribution.
    static Contribution noise(List<TensorDeclaration> declarations, NoisePlan plan, RandomBits random) {
        plan.claim(declarations);
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < declarations.size(); i++) {
            TensorDeclaration declaration = declarations.get(i);
            BigInteger variance = plan.variance(declaration, plan.tensors().get(i));
            tensors.add(tensor(declaration, DiscreteGaussian.ofVariance(variance), random));
        }
        return new Contribution(tensors);
    }

    private static Tensor tensor(TensorDeclaration declaration, DiscreteGaussian distribution, RandomBits random) {
        int width = declaration.format().bytesPerElement();
        byte[] bytes = new byte[Math.multiplyExact(width, declaration.length())];
        for (int i = 0; i < declaration.length(); i++) {
            put(distribution.draw(random), bytes, i * width, width);
        }
        return Tensor.read(declaration, bytes);
    }

    /// The lowest bytes of a number in two's complement, lowest first.
    private static void put(BigInteger number, byte[] bytes, int at, int width) {
        for (int i = 0; i < width; i++) {
            bytes[at + i] = number.shiftRight(8 * i).byteValue();
        }
    }
}
