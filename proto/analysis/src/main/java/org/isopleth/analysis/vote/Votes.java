package org.isopleth.analysis.vote;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.isopleth.canonical.JsonException;
import org.isopleth.tensor.Contribution;
import org.isopleth.tensor.Statbarn;
import org.isopleth.tensor.TensorDeclaration;
import org.isopleth.tensor.TensorException;
import org.isopleth.tensor.TensorSum;
import org.isopleth.tensor.WideFormat;

/// How sites voted on one model, added up. Immutable, thread-safe.
///
/// @param cast how many sites judged it
/// @param against how many of them lose by it
public record Votes(int cast, int against) {
    private static final String NAME = "votes";

    /// With fewer sites that judge, a model is not judged.
    private static final int FEWEST = 3;

    public Votes {
        if (against < 0 || against > cast) {
            throw new TensorException("a vote holds numbers that no sites have");
        }
    }

    /// One site's.
    public static Votes of(Ballot ballot) {
        return switch (ballot) {
            case FOR -> new Votes(1, 0);
            case AGAINST -> new Votes(1, 1);
            case ABSTAINED -> new Votes(0, 0);
        };
    }

    /// The tensor that carries them.
    public static List<TensorDeclaration> declare() {
        return List.of(new TensorDeclaration(NAME, List.of(2), TensorDeclaration.Disclosure.MARGINAL, 1, 1)
                .as(Statbarn.FREQUENCIES));
    }

    /// One site's, as it travels: masked like any contribution, so that no site's bit can be read.
    public static Contribution contribution(Ballot ballot) {
        Votes own = of(ballot);
        TensorSum sum = TensorSum.of(declare().getFirst());
        sum.add(0, own.cast);
        sum.add(1, own.against);
        return new Contribution(List.of(sum.total()));
    }

    /// Reads a sum of contributions.
    ///
    /// @throws TensorException when it holds numbers that no sites have
    public static Votes read(Contribution sum) {
        double[] values = sum.values(NAME);
        return new Votes(whole(values[0]), whole(values[1]));
    }

    private static int whole(double value) {
        if (!(value >= 0 && value <= WideFormat.MAX_PARTS && value == Math.rint(value))) {
            throw new TensorException("a vote holds numbers that no sites have");
        }
        return (int) value;
    }

    /// These and another site's.
    public Votes plus(Votes other) {
        return new Votes(cast + other.cast, against + other.against);
    }

    /// What the sites decided.
    public Ruling ruling() {
        if (cast < FEWEST) {
            return Ruling.UNDECIDED;
        }
        return 3L * against > cast ? Ruling.REFUSED : Ruling.ACCEPTED;
    }

    /// What becomes of a model.
    public enum Ruling {
        /// It is the model in force.
        ACCEPTED,
        /// More than a third of the sites that judged it lose by it.
        REFUSED,
        /// Fewer than three sites could judge it.
        UNDECIDED,
        /// It is farther from the model in force than the plan allows; nobody was asked.
        BEYOND_BOUND;

        /// As it is written: `accepted`, `beyond-bound`.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /// Reads [#word].
        public static Ruling parse(String word) {
            return Arrays.stream(values())
                    .filter(ruling -> ruling.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new JsonException("this is not a ruling on a model"));
        }
    }
}
