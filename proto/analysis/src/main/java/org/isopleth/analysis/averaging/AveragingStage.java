package org.isopleth.analysis.averaging;

import java.util.ArrayList;
import java.util.List;
import org.isopleth.analysis.design.Standardisation;
import org.isopleth.analysis.design.Vector;
import org.isopleth.analysis.regression.Stage;
import org.isopleth.analysis.regression.Totals;
import org.isopleth.analysis.vote.ModelCourse;
import org.isopleth.analysis.vote.Votes.Ruling;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;

/// The state of a federated averaging between rounds, and its JSON form, which is what sites receive. Every number in
/// it
/// is public or a function of sums over all sites. Immutable, thread-safe.
sealed interface AveragingStage {

    /// Means and deviations are being taken.
    record Moments(Stage stage) implements AveragingStage {}

    /// Sites train from the model in force.
    ///
    /// @param totals the patients fitted
    /// @param columns how the columns are standardised
    /// @param models the model in force, on standardised columns
    /// @param trials how the candidates so far fared, in order
    record Train(Totals totals, Standardisation columns, ModelCourse<Vector> models, List<Trial> trials)
            implements AveragingStage {
        public Train {
            trials = List.copyOf(trials);
        }

        /// After a ruling on a candidate.
        Train after(Vector candidate, Trial trial) {
            List<Trial> all = new ArrayList<>(trials);
            all.add(trial);
            return new Train(totals, columns, models.after(candidate, trial.ruling()), all);
        }
    }

    /// Sites judge a candidate.
    ///
    /// @param train what it came from
    record Judge(Train train, Vector candidate) implements AveragingStage {
        /// The length of what would change.
        double step() {
            return length(candidate.plus(-1, train.models().inForce()));
        }
    }

    /// How a candidate fared.
    ///
    /// @param step its distance from the model then in force, on standardised columns
    /// @param judged how many sites judged it
    /// @param against how many of them lose by it
    record Trial(double step, int judged, int against, Ruling ruling) {
        Json.Obj json() {
            return Json.object()
                    .with("step", step)
                    .with("judged", judged)
                    .with("against", against)
                    .with("ruling", ruling.word())
                    .build();
        }

        static Trial read(Json.Obj in) {
            return new Trial(
                    in.number("step"), in.count("judged"), in.count("against"), Ruling.parse(in.text("ruling")));
        }
    }

    /// The Euclidean norm.
    static double length(Vector vector) {
        return Math.sqrt(vector.dot(vector));
    }

    /// The JSON form.
    default Json.Obj json() {
        return switch (this) {
            case Moments(Stage stage) -> stage.json();
            case Train train -> write("train", train).build();
            case Judge(Train train, Vector candidate) ->
                write("judge", train).with("candidate", candidate.json()).build();
        };
    }

    private static Json.Builder write(String stage, Train train) {
        return Json.object()
                .with("stage", stage)
                .with("patients", train.totals().patients())
                .with("outcome", train.totals().outcome())
                .with("means", train.columns().means().json())
                .with("deviations", train.columns().deviations().json())
                .with("model", train.models().inForce().json())
                .with("refusals", train.models().refusals())
                .with("trials", train.trials().stream().map(Trial::json).toList());
    }

    /// Reads [#json] back.
    ///
    /// @throws JsonException when it is not such a state
    static AveragingStage read(Json.Obj in) {
        return switch (in.text("stage")) {
            case "train" -> train(in);
            case "judge" -> new Judge(train(in), Vector.read(in.get("candidate")));
            default -> moments(Stage.read(in));
        };
    }

    private static Moments moments(Stage stage) {
        if (stage instanceof Stage.Newton) {
            throw new JsonException("this is not a state of a federated averaging");
        }
        return new Moments(stage);
    }

    private static Train train(Json.Obj in) {
        long patients = in.integer("patients");
        return new Train(
                new Totals(patients, in.number("outcome")),
                new Standardisation(patients, Vector.read(in.get("means")), Vector.read(in.get("deviations"))),
                new ModelCourse<>(Vector.read(in.get("model")), in.count("refusals")),
                in.list("trials").stream()
                        .map(trial -> Trial.read(trial.asObject()))
                        .toList());
    }
}
