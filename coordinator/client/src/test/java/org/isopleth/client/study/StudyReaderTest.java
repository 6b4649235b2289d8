package org.isopleth.client.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isopleth.client.simulation.MeanAnalysis;
import org.isopleth.ontology.Vocabulary;
import org.isopleth.ontology.document.DocumentException;
import org.isopleth.site.SiteId;
import org.isopleth.study.Cohort;
import org.isopleth.study.Deadlines;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.study.Study;
import org.isopleth.study.StudyJson;
import org.isopleth.study.Variable;
import org.isopleth.term.TermId;
import org.isopleth.unit.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudyReaderTest {
    private static final StudyReader READER = new StudyReader(Vocabulary.bundled(), List.of(new MeanAnalysis()));

    private static final String STUDY = """
        study: 1
        title: Age at diagnosis
        question: How old are patients with lung cancer?
        purpose: To plan a trial.
        sites: [north, south]
        release: site-level
        minimum-sites: 2
        missing: complete-cases
        deadlines: {permits: PT1H, readiness: PT10M}
        cohort: {disease: ncit:C3493, where: [{variable: age, at-least: 18}, {variable: sex, one-of: [female]}]}
        variables:
          - {name: age, term: ncit:C25150, unit: a, range: [0, 120]}
          - {name: sex, term: ncit:C28421, values: {female: ncit:C16576, male: ncit:C20197}}
          - {name: note, term: none, values: {"no": none, "yes": none}}
        analyses:
          - {id: mean@1, name: mean-age, of: age, rounds: 2}
        """;

    @Test
    void everyPartIsRead() {
        StudyDocument document = READER.parse("s.yaml", STUDY);
        Study study = document.study();
        assertEquals("Age at diagnosis", study.title());
        assertEquals(List.of(new SiteId("north"), new SiteId("south")), study.sites());
        assertEquals(new Study.PrivacyTerms(ReleaseLevel.SITE_LEVEL, 2), study.privacy());
        assertEquals(
                new Deadlines(Duration.ofHours(1), Duration.ofMinutes(10), Deadlines.DEFAULT.round()),
                study.deadlines());
        assertEquals(
                new Cohort(
                        Optional.of(TermId.parse("ncit:C3493")),
                        List.of(
                                new Cohort.Condition.Between("age", 18, 120),
                                new Cohort.Condition.OneOf("sex", Set.of("female")))),
                study.cohort());
        assertEquals(
                new Variable.Numeric("age", Optional.of(TermId.parse("ncit:C25150")), new Unit("a"), 0, 120),
                study.variables().getFirst());
        assertEquals(
                List.of("female", "male"),
                ((Variable.Categorical) study.variables().get(1)).levelNames());
        assertEquals("mean-age", document.analyses().getFirst().plan().name());
        assertEquals(List.of("note", "note=no", "note=yes"), document.withoutTerm());
    }

    @Test
    void whatIsLeftOutHasItsDefault() {
        Study study = READER.parse("s.yaml", """
            study: 1
            title: t
            question: q
            purpose: p
            variables: [{name: age, term: ncit:C25150, unit: a, range: [0, 120]}]
            analyses: [{id: mean@1, name: m, of: age}]
            """).study();
        assertEquals(new Study.PrivacyTerms(ReleaseLevel.SUM_ONLY, 3), study.privacy());
        assertEquals(List.of(), study.sites());
        assertEquals(Cohort.EVERYONE, study.cohort());
        assertEquals(Deadlines.DEFAULT, study.deadlines());
    }

    @Test
    void theDigestIsThatOfTheMeaningAndNotOfTheLayout() {
        Study study = READER.parse("s.yaml", STUDY).study();
        assertEquals(
                study.digest(),
                READER.parse("t.yaml", "# a comment\n" + STUDY).study().digest());
        assertEquals(study, StudyJson.read(StudyJson.write(study)));
    }

    /// One slip at a time: what is replaced, by what, and the only line of the refusal.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        title: Age          | titel: Age          | s.yaml:1:1: missing key 'title' ⏎ s.yaml:2:1: unknown key 'titel'; known keys: study, title, question, purpose, sites, release, minimum-sites, missing, deadlines, cohort, variables, features, analyses
        study: 1            | study: 2            | s.yaml:1:8: expected a whole number from 1 to 1, found '2'
        sites: [north, south] | sites: [north, North] | s.yaml:5:16: a site name has 1 to 40 lower-case letters, digits and inner hyphens
        sites: [north, south] | sites: [north, north] | s.yaml:5:16: site 'north' appears twice
        sites: [north, south] | sites: [north]    | s.yaml:5:8: fewer hospitals are invited (1) than must take part: minimum-sites is 2; invite more, or lower it
        release: site-level | release: everything | s.yaml:6:10: expected one of sum-only, site-level; found 'everything'
        release: site-level | release: sum-only   | s.yaml:7:16: expected a whole number from 3 to 1000, found '2'
        complete-cases      | impute              | s.yaml:8:10: expected one of complete-cases; found 'impute'
        PT10M               | 10 minutes          | s.yaml:9:39: expected an ISO 8601 duration from PT1S to P366D, such as PT10M, PT1H or P7D
        PT10M               | P400D               | s.yaml:9:39: expected an ISO 8601 duration from PT1S to P366D, such as PT10M, PT1H or P7D
        variable: age, at   | variable: weight, at | s.yaml:10:50: unknown variable 'weight'; known: age, sex, note
        at-least: 18        | at-least: 121       | s.yaml:10:39: no value of variable 'age' can satisfy this condition
        at-least: 18        | one-of: [18]        | s.yaml:10:39: variable 'age' is a number: give 'at-least', 'at-most' or both
        one-of: [female]    | one-of: [woman]     | s.yaml:10:95: variable 'sex' has no value 'woman'; it has female, male
        one-of: [female]    | at-most: 1          | s.yaml:10:70: variable 'sex' has values: give 'one-of: [value, …]'
        , unit: a           | ``                  | s.yaml:12:5: variable 'age' has no unit; add 'unit: ' with a UCUM code ('1' for a pure number), or 'values:'
        unit: a             | unit: years         | s.yaml:12:42: unknown unit 'years'; did you mean a (year of 365.25 days)?; a unit is a UCUM code such as a, d, kg, cm, mm[Hg], mg/dL or 1
        , range: [0, 120]   | ``                  | s.yaml:12:5: variable 'age' has no range; add 'range: [lowest, highest]' as plausible for anyone, not as seen in data
        [0, 120]            | [120, 0]            | s.yaml:12:52: variable 'age' needs a range whose first number is below its second
        [0, 120]            | [0, 60, 120]        | s.yaml:12:52: expected two numbers, [lowest, highest]
        name: sex           | name: age           | s.yaml:13:5: variable 'age' appears twice
        , male: ncit:C20197 | ``                  | s.yaml:13:5: variable 'sex' needs 2 to 40 values
        term: ncit:C28421   | unit: a             | s.yaml:13:5: missing key 'term'
        mean@1              | mean@2              | s.yaml:16:10: unknown analysis 'mean@2'; known: mean@1
        mean@1              | mean                | s.yaml:16:10: an analysis is written name@version, for example cox@1
        , of: age           | ``                  | s.yaml:16:5: option 'of' is missing
        of: age             | of: sex             | s.yaml:16:34: 'sex' is not a numeric variable of the study
        rounds: 2           | laps: 2             | s.yaml:16:43: mean@1 has no option 'laps'; its options are of, rounds
        name: mean-age      | name: Mean          | s.yaml:16:24: an analysis' name has lower-case letters, digits and hyphens, at most 40
        """)
    void aSlipIsToldWithItsPlace(String correct, String slip, String expected) {
        assertEquals(true, STUDY.contains(correct), "the study holds '" + correct + "'");
        assertEquals(expected.replace(" ⏎ ", "\n"), refusal(STUDY.replace(correct, slip)));
    }

    @Test
    void anUnknownTermIsToldWithWhatMayHaveBeenMeant() {
        String refusal = refusal(STUDY.replace("ncit:C25150", "ncit:C25151"));
        assertEquals(true, refusal.startsWith("s.yaml:12:23: unknown term 'ncit:C25151'"), refusal);
        assertEquals(1, refusal.lines().count());
    }

    @Test
    void severalProblemsAreToldTogetherInReadingOrder() {
        String refusal = refusal(STUDY.replace("release: site-level", "release: all")
                        .replace("unit: a", "unit: yeer")
                        .replace("of: age", "of: age, extra: 1")
                        .replace("male: ncit:C20197", "male: C20197")
                + "more: 1\n");
        assertEquals(
                List.of("6:10", "12:42", "13:72", "17:1"),
                refusal.lines()
                        .map(line -> line.replaceAll("s.yaml:(\\d+:\\d+):.*", "$1"))
                        .toList());
    }

    private static String refusal(String text) {
        return String.valueOf(assertThrows(DocumentException.class, () -> READER.parse("s.yaml", text))
                .getMessage());
    }
}
