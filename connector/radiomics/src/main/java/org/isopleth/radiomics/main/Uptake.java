package org.isopleth.radiomics.main;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.isopleth.radiomics.read.dicom.UptakeValue;
import org.jspecify.annotations.Nullable;

/// What `--suv` says. Stateless, thread-safe.
final class Uptake {
    private Uptake() {}

    /// @throws CommandException when there is no uptake value of the name
    static Optional<UptakeValue> named(@Nullable String suv) {
        if (suv == null) {
            return Optional.empty();
        }
        String word = suv.toLowerCase(Locale.ROOT);
        for (UptakeValue value : List.of(UptakeValue.values())) {
            if (value.word().equals(word)) {
                return Optional.of(value);
            }
        }
        throw new CommandException("--suv: one of bw, lbm, lbm-james, bsa");
    }
}
