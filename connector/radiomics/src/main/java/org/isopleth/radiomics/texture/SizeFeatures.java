package org.isopleth.radiomics.texture;

import static org.isopleth.radiomics.feature.Feature.feature;

import java.util.ArrayList;
import java.util.List;
import org.isopleth.radiomics.feature.Feature;

/// The sixteen features that run lengths, zone sizes, zone distances and dependence counts have in common,
/// and their names in each family. Stateless, thread-safe.
///
/// s(i, j) counts level i with size j; N_s is the sum of all counts.
final class SizeFeatures {
    private SizeFeatures() {}

    /// What a family calls things.
    ///
    /// @param small the word for small sizes, as in `short run`
    /// @param large the word for large sizes
    /// @param of the counted thing as in `low grey level … emphasis`
    /// @param size the word for j, as in `run length`
    /// @param percentage what N_s / N_v is called
    /// @param entropy what the entropy is called
    record Words(String small, String large, String of, String size, String percentage, String entropy) {}

    /// The features with a family's codes, in the order of IBSI's manual.
    ///
    /// @param codes sixteen codes, separated by spaces
    static List<Feature<SizeMatrix>> of16(String codes, Words words) {
        String[] code = codes.split(" ", -1);
        List<Feature<SizeMatrix>> all = new ArrayList<>();
        all.add(feature(code[0], words.small + " emphasis", "1", "Σ s/j² / N_s", m -> m.emphasis(0, -2)));
        all.add(feature(code[1], words.large + " emphasis", "1", "Σ s j² / N_s", m -> m.emphasis(0, 2)));
        all.add(feature(
                code[2], "low grey level " + words.of + " emphasis", "1", "Σ s/i² / N_s", m -> m.emphasis(-2, 0)));
        all.add(feature(
                code[3], "high grey level " + words.of + " emphasis", "1", "Σ s i² / N_s", m -> m.emphasis(2, 0)));
        all.add(feature(
                code[4], words.small + " low grey level emphasis", "1", "Σ s/(i² j²) / N_s", m -> m.emphasis(-2, -2)));
        all.add(feature(
                code[5], words.small + " high grey level emphasis", "1", "Σ s i²/j² / N_s", m -> m.emphasis(2, -2)));
        all.add(feature(
                code[6], words.large + " low grey level emphasis", "1", "Σ s j²/i² / N_s", m -> m.emphasis(-2, 2)));
        all.add(feature(
                code[7], words.large + " high grey level emphasis", "1", "Σ s i² j² / N_s", m -> m.emphasis(2, 2)));
        all.add(feature(
                code[8], "grey level non-uniformity", "1", "Σ_i (Σ_j s)² / N_s", SizeMatrix::levelNonUniformity));
        all.add(feature(
                code[9],
                "normalised grey level non-uniformity",
                "1",
                "Σ_i (Σ_j s)² / N_s²",
                m -> m.levelNonUniformity() / m.total));
        all.add(feature(
                code[10], words.size + " non-uniformity", "1", "Σ_j (Σ_i s)² / N_s", SizeMatrix::sizeNonUniformity));
        all.add(feature(
                code[11],
                "normalised " + words.size + " non-uniformity",
                "1",
                "Σ_j (Σ_i s)² / N_s²",
                m -> m.sizeNonUniformity() / m.total));
        all.add(feature(
                code[12],
                words.percentage,
                "1",
                "N_s / N_v, N_v times the number of merged matrices",
                m -> m.total / m.voxels));
        all.add(feature(
                code[13], "grey level variance", "1", "Σ (i−µ)² s / N_s, µ = Σ i s / N_s", SizeMatrix::levelVariance));
        all.add(feature(
                code[14],
                words.size + " variance",
                "1",
                "Σ (j−µ)² s / N_s, µ = Σ j s / N_s",
                SizeMatrix::sizeVariance));
        all.add(feature(code[15], words.entropy, "bit", "−Σ s/N_s log₂(s/N_s)", m -> m.entropy));
        return List.copyOf(all);
    }
}
