package org.isopleth.client.report;

import java.util.List;
import java.util.Optional;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;
import org.isopleth.study.Study;
import org.isopleth.study.StudyJson;

/// `results.json`, version 1: what a study found, without a time or a path, so that the same study,
/// data and seed give the same bytes. Immutable, thread-safe.
///
/// ```
/// {"results": 1, "study": DIGEST, "document": {…}, "outcome": "completed", "stamps": […],
///  "software": "0.1.0",
///  "sites": [{"name", "size", "permit": "granted"|"refused", "reason", "findings": [{"cause", "about", "rule"}]}],
///  "analyses": [{"id", "name", "equality", "sites": […], "attempts", "rounds", "result": {…}}]}
/// ```
///
/// An analysis without an answer has `"problem": {"reason", "variables", "words"}` in place of
/// `result`. `size` is a band; it and `reason` may be absent. Members not named here are ignored.
///
/// @param digest the study's identity
/// @param study the study
/// @param outcome `completed`, or the word for why it stopped
/// @param stamps what sets these results apart, in words of a closed list
/// @param software version of the program that computed them
/// @param sites the invited hospitals
/// @param analyses the analyses that ended, in the study's order
record ResultsDocument(
        Digest digest,
        Study study,
        String outcome,
        List<String> stamps,
        String software,
        List<Site> sites,
        List<AnalysisEntry> analyses) {

    /// The version of the document format.
    static final int VERSION = 1;

    ResultsDocument {
        stamps = List.copyOf(stamps);
        sites = List.copyOf(sites);
        analyses = List.copyOf(analyses);
    }

    /// A hospital's part.
    ///
    /// @param size the band of its cohort's size, if it answered
    /// @param granted whether it took part
    /// @param reason why not
    /// @param findings what stood in the way of an analysis there
    record Site(String name, Optional<String> size, boolean granted, Optional<String> reason, List<Finding> findings) {}

    /// One obstacle at a site, in words of closed lists.
    ///
    /// @param about a variable or an analysis, or empty
    /// @param rule the disclosure rule, or empty
    record Finding(String cause, String about, String rule) {}

    /// One analysis.
    ///
    /// @param id which, `cox@1`
    /// @param name the study's name for it
    /// @param sites the hospitals whose sums it used
    record AnalysisEntry(String id, String name, String equality, List<String> sites, Effort effort, Answer answer) {}

    /// What an analysis took.
    ///
    /// @param attempts above 1 when a site was lost on the way
    /// @param rounds of the attempt that counts
    record Effort(long attempts, long rounds) {}

    /// What came out.
    sealed interface Answer {
        /// The analysis' own result.
        record Result(Json.Obj result) implements Answer {}

        /// No answer, and why.
        record Problem(String words) implements Answer {}
    }

    /// Reads the document.
    ///
    /// @throws JsonException when it is not one of this version, or the study in it is not the one it
    ///     names
    static ResultsDocument read(Json json) {
        Json.Obj in = json.asObject();
        if (in.find("results").isEmpty() || in.integer("results") != VERSION) {
            throw new JsonException("this is not a results document of version " + VERSION);
        }
        Digest digest = digest(in, "study");
        Json.Obj document = in.object("document");
        if (!CanonicalJson.digest(document).equals(digest)) {
            throw new JsonException("the study in the document does not have the digest the document names");
        }
        return new ResultsDocument(
                digest,
                StudyJson.read(document),
                in.text("outcome"),
                in.get("stamps").asTexts(),
                in.text("software"),
                in.list("sites").stream().map(ResultsDocument::site).toList(),
                in.list("analyses").stream().map(ResultsDocument::analysis).toList());
    }

    /// A member that is a digest.
    ///
    /// @throws JsonException when it is none
    static Digest digest(Json.Obj in, String member) {
        try {
            return new Digest(in.text(member));
        } catch (IllegalArgumentException e) {
            throw new JsonException("member '" + member + "': " + e.getMessage());
        }
    }

    private static Site site(Json json) {
        Json.Obj in = json.asObject();
        return new Site(
                in.text("name"),
                in.find("size").map(Json::asText),
                in.text("permit").equals("granted"),
                in.find("reason").map(Json::asText),
                in.list("findings").stream().map(ResultsDocument::finding).toList());
    }

    private static Finding finding(Json json) {
        Json.Obj in = json.asObject();
        return new Finding(in.text("cause"), in.text("about"), in.text("rule"));
    }

    private static AnalysisEntry analysis(Json json) {
        Json.Obj in = json.asObject();
        Answer answer = in.find("result")
                .<Answer>map(result -> new Answer.Result(result.asObject()))
                .orElseGet(() -> new Answer.Problem(in.object("problem").text("words")));
        return new AnalysisEntry(
                in.text("id"),
                in.text("name"),
                in.text("equality"),
                in.get("sites").asTexts(),
                new Effort(in.find("attempts").map(Json::asInteger).orElse(1L), in.integer("rounds")),
                answer);
    }
}
