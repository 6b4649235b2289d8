package org.isopleth.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.isopleth.analysis.broken.AnalysisInAStore;
import org.isopleth.analysis.broken.BrokenAtCoordinator;
import org.isopleth.cohort.broken.CohortOfAStudy;
import org.isopleth.connector.broken.SpeaksBesideTheGate;
import org.isopleth.connector.gate.ReleasesBesideTheGate;
import org.isopleth.coordinator.broken.CoordinatorOfAConnector;
import org.isopleth.coordinator.broken.TableAtTheCoordinator;
import org.isopleth.disclosure.broken.RuleOfAnAnalysis;
import org.isopleth.itest.broken.BrokenRules;
import org.isopleth.radiomics.broken.FeatureOfACommand;
import org.isopleth.study.broken.StudyOfACohort;
import org.isopleth.study.broken.StudyOfAStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every rule of [ArchitectureTest] can fail: each is shown classes that break it, one set for every way
/// of breaking it that the rule names.
class BrokenArchitectureTest {
    private static final Map<String, List<List<Class<?>>>> BROKEN = Map.ofEntries(
            Map.entry("generated_types_stay_at_the_edge", List.of(List.of(BrokenRules.UsesAGeneratedType.class))),
            Map.entry("contract_is_pure", List.of(List.of(StudyOfAStore.class))),
            Map.entry("disclosure_rules_see_the_contract_only", List.of(List.of(RuleOfAnAnalysis.class))),
            Map.entry("analyses_know_no_program", List.of(List.of(AnalysisInAStore.class))),
            Map.entry("the_library_knows_no_command_line", List.of(List.of(FeatureOfACommand.class))),
            Map.entry("the_coordinators_half_sees_no_patient", List.of(List.of(BrokenAtCoordinator.class))),
            Map.entry("the_coordinator_sees_no_table", List.of(List.of(TableAtTheCoordinator.class))),
            Map.entry(
                    "programs_meet_only_on_the_wire",
                    List.of(List.of(CoordinatorOfAConnector.class, SpeaksBesideTheGate.class))),
            Map.entry("words_have_no_cycles", List.of(List.of(StudyOfACohort.class, CohortOfAStudy.class))),
            Map.entry("time_is_passed_in", List.of(List.of(BrokenRules.ReadsAClock.class))),
            Map.entry(
                    "only_commands_print",
                    List.of(List.of(BrokenRules.Prints.class), List.of(BrokenRules.Complains.class))),
            Map.entry(
                    "nothing_is_deserialised_or_found_by_name",
                    List.of(List.of(BrokenRules.Deserialises.class), List.of(BrokenRules.FindsByName.class))),
            Map.entry(
                    "names_say_what_a_thing_is",
                    List.of(
                            List.of(BrokenRules.StudyManager.class),
                            List.of(BrokenRules.StudyHelper.class),
                            List.of(BrokenRules.StudyUtil.class),
                            List.of(BrokenRules.StudyUtils.class),
                            List.of(BrokenRules.StudyImpl.class),
                            List.of(BrokenRules.StudyProcessor.class))),
            Map.entry(
                    "only_the_gate_speaks_to_the_outside",
                    List.of(List.of(SpeaksBesideTheGate.class), List.of(ReleasesBesideTheGate.class))));

    /// A rule with its name, which is that of its field.
    record NamedRule(String name, ArchRule rule) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<NamedRule> rules() throws IllegalAccessException {
        Map<String, NamedRule> rules = new TreeMap<>();
        for (Field field : ArchitectureTest.class.getDeclaredFields()) {
            if (field.getType() == ArchRule.class) {
                rules.put(field.getName(), new NamedRule(field.getName(), (ArchRule) field.get(null)));
            }
        }
        return List.copyOf(rules.values());
    }

    @Test
    void every_rule_has_a_sample_that_breaks_it() throws IllegalAccessException {
        assertEquals(
                BROKEN.keySet().stream().sorted().toList(),
                rules().stream().map(NamedRule::name).toList());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void the_rule_fails_on_its_samples_and_names_them(NamedRule named) {
        for (List<Class<?>> sample : BROKEN.getOrDefault(named.name(), List.of())) {
            JavaClasses broken = new ClassFileImporter().importClasses(sample);
            // A rule that saw none of the classes would fail as well, but for no reason of theirs.
            List<String> failures = named.rule()
                    .allowEmptyShould(true)
                    .evaluate(broken)
                    .getFailureReport()
                    .getDetails();
            String first = sample.getFirst().getName();
            assertTrue(
                    failures.stream().anyMatch(failure -> failure.contains(first)),
                    () -> named + " let " + first + " pass: " + failures);
        }
    }
}
