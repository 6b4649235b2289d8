package org.isopleth.masking;

import java.util.ArrayList;
import java.util.List;
import org.isopleth.masking.mask.MaskRecipe;
import org.isopleth.masking.mask.WordSize;
import org.isopleth.tensor.ContributionBytes;
import org.isopleth.tensor.NumberFormat;
import org.isopleth.tensor.TensorDeclaration;
import org.isopleth.tensor.TensorException;

/// How a contribution is masked: the elements of all its tensors, in declared order, are the vector; the byte form
/// around them stays, so that masked contributions are checked and added like any others. The digest a site signs is
/// that of the whole byte form. Immutable, thread-safe.
///
/// @param declarations the tensors of the round
/// @param words how wide all their elements are
/// @param length how many elements there are
public record MaskedContribution(List<TensorDeclaration> declarations, WordSize words, int length) {
    public MaskedContribution {
        declarations = List.copyOf(declarations);
    }

    /// The vector of a round.
    ///
    /// @throws TensorException when the tensors are carried in numbers of different widths, or there are too many
    public static MaskedContribution of(List<TensorDeclaration> declarations) {
        List<Integer> widths = declarations.stream()
                .map(TensorDeclaration::format)
                .map(NumberFormat::bytesPerElement)
                .distinct()
                .toList();
        long length = declarations.stream().mapToLong(TensorDeclaration::length).sum();
        if (widths.size() != 1 || length * widths.getFirst() > Integer.MAX_VALUE - 64) {
            throw new TensorException("the tensors of a masked round have one number profile and at most 2 GiB");
        }
        WordSize words = widths.getFirst() == WordSize.BITS_64.bytes() ? WordSize.BITS_64 : WordSize.BITS_128;
        return new MaskedContribution(declarations, words, (int) length);
    }

    /// Applies a recipe to the byte form of a contribution or of a sum of such, in place.
    public void apply(MaskRecipe recipe, byte[] contribution) {
        recipe.apply(contribution, stretches(contribution));
    }

    /// As [#apply], by all processors.
    public void applyAtOnce(MaskRecipe recipe, byte[] contribution) {
        recipe.applyAtOnce(contribution, stretches(contribution));
    }

    private List<MaskRecipe.Stretch> stretches(byte[] contribution) {
        List<MaskRecipe.Stretch> stretches = new ArrayList<>();
        int at = 0;
        for (TensorDeclaration declaration : declarations) {
            at += stretches.isEmpty() ? ContributionBytes.FIRST_ELEMENT : ContributionBytes.BETWEEN_TENSORS;
            int bytes = Math.toIntExact(declaration.size());
            stretches.add(new MaskRecipe.Stretch(at, bytes));
            at += bytes;
        }
        if (at != contribution.length) {
            throw new TensorException("the contribution has another size than declared");
        }
        return stretches;
    }
}
