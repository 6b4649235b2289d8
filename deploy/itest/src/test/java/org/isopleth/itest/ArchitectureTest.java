package org.isopleth.itest;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.isopleth.store.Body;
import org.isopleth.store.Transaction;

/// The map of docs/architecture.md as rules: who may use whom, where generated types stay, what every
/// class must not do. The POMs are the first fence; these rules are the second. [BrokenArchitectureTest]
/// shows that each of them can fail.
@AnalyzeClasses(packages = "org.isopleth", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] CONTRACT = {
        "org.isopleth.canonical..", "org.isopleth.site..", "org.isopleth.term..", "org.isopleth.unit..",
        "org.isopleth.study..", "org.isopleth.cohort..", "org.isopleth.tensor..", "org.isopleth.round..",
        "org.isopleth.exchange..", "org.isopleth.progress..", "org.isopleth.ledger..", "org.isopleth.masking.."
    };

    @ArchTest
    static final ArchRule generated_types_stay_at_the_edge = noClasses()
            .that()
            .resideOutsideOfPackages("org.isopleth.wire..", "..grpc..", "org.isopleth.client.remote..", "..main..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.isopleth.wire.v1..", "com.google.protobuf..");

    @ArchTest
    static final ArchRule contract_is_pure = classes()
            .that()
            .resideInAnyPackage(CONTRACT)
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage(CONTRACT).or(resideInAnyPackage("java..", "javax..", "org.jspecify..")));

    @ArchTest
    static final ArchRule disclosure_rules_see_the_contract_only = classes()
            .that()
            .resideInAPackage("org.isopleth.disclosure..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(CONTRACT)
                    .or(resideInAnyPackage("org.isopleth.disclosure..", "java..", "org.jspecify..")));

    @ArchTest
    static final ArchRule analyses_know_no_program = noClasses()
            .that()
            .resideInAPackage("org.isopleth.analysis..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.isopleth.connector..",
                    "org.isopleth.coordinator..",
                    "org.isopleth.client..",
                    "org.isopleth.wire..",
                    "org.isopleth.store..",
                    "org.isopleth.disclosure..");

    @ArchTest
    static final ArchRule the_coordinators_half_sees_no_patient = noClasses()
            .that()
            .haveSimpleNameEndingWith("AtCoordinator")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.isopleth.cohort..");

    @ArchTest
    static final ArchRule the_coordinator_sees_no_table = noClasses()
            .that()
            .resideInAPackage("org.isopleth.coordinator..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.isopleth.cohort.AnalysisTable");

    @ArchTest
    static final ArchRule the_library_knows_no_command_line = noClasses()
            .that()
            .resideInAPackage("org.isopleth.radiomics..")
            .and()
            .resideOutsideOfPackage("org.isopleth.radiomics.main..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("picocli..", "org.isopleth.radiomics.main..");

    @ArchTest
    static final ArchRule programs_meet_only_on_the_wire = slices().matching(
                    "org.isopleth.(connector|coordinator|client)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule words_have_no_cycles =
            slices().matching("org.isopleth.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule time_is_passed_in = noClasses()
            .that()
            .resideOutsideOfPackage("..main..")
            .should()
            .accessTargetWhere(target(name("now")).and(target(owner(resideInAPackage("java.time..")))));

    @ArchTest
    static final ArchRule only_commands_print = noClasses()
            .that()
            .resideOutsideOfPackage("..main..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    @ArchTest
    static final ArchRule nothing_is_deserialised_or_found_by_name = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.ObjectInputStream")
            .orShould()
            .callMethod(Class.class, "forName", String.class);

    @ArchTest
    static final ArchRule names_say_what_a_thing_is = noClasses()
            .that(not(resideInAPackage("org.isopleth.wire.v1..")))
            .should()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Processor");

    @ArchTest
    static final ArchRule only_the_gate_speaks_to_the_outside = noClasses()
            .that()
            .resideInAPackage("org.isopleth.connector..")
            .and()
            .doNotHaveFullyQualifiedName("org.isopleth.connector.gate.Gate")
            .should()
            .callMethod(Transaction.class, "enqueue", String.class, String.class, Body.class)
            .orShould()
            .callConstructorWhere(target(owner(name("org.isopleth.connector.gate.ReleasedBytes"))));

    @ArchTest
    static void rules_saw_the_code(JavaClasses seen) {
        assertTrue(seen.size() > 400, "only " + seen.size() + " classes were seen");
        for (String one : new String[] {
            "org.isopleth.connector.gate.Gate",
            "org.isopleth.coordinator.study.Conductor",
            "org.isopleth.client.demo.DemoCommand",
            "org.isopleth.radiomics.Extraction",
            "org.isopleth.analysis.cox.Cox"
        }) {
            assertTrue(seen.contain(one), one + " was not seen");
        }
    }
}
