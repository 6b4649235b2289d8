package org.isopleth.disclosure.budget;

import java.util.regex.Pattern;
import org.isopleth.canonical.Json;

/// Whose privacy a budget protects: a population of patients in one dataset of the hospital. Immutable,
/// thread-safe.
///
/// It is a name that stays, not a digest: a new version of the dataset holds mostly the same patients and must not
/// have a new budget. For the same reason it does not name a study.
///
/// @param dataset 1 to 40 lower-case letters, digits and inner hyphens, as the hospital calls it
/// @param population likewise; `all` where the hospital makes no difference
public record BudgetAccount(String dataset, String population) implements Comparable<BudgetAccount> {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?");

    public BudgetAccount {
        if (!NAME.matcher(dataset).matches() || !NAME.matcher(population).matches()) {
            throw new IllegalArgumentException(
                    "a dataset and a population have 1 to 40 lower-case letters, digits and inner hyphens");
        }
    }

    /// As it is shown: `dataset/population`.
    public String name() {
        return dataset + "/" + population;
    }

    /// The JSON form.
    public Json.Obj json() {
        return Json.object()
                .with("dataset", dataset)
                .with("population", population)
                .build();
    }

    @Override
    public int compareTo(BudgetAccount other) {
        return name().compareTo(other.name());
    }
}
