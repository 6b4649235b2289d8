package org.isopleth.client.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.isopleth.analysis.Analyses;
import org.isopleth.client.CommandRun;
import org.isopleth.client.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An averaged model in a simulation under `sum-only`: what the sites voted is on the terminal and in the report.
class SimulateVoteTest {
    private static final String STUDY = """
        study: 1
        title: Response
        question: Does the dose change the response?
        purpose: To try the vote.
        variables:
          - {name: age, term: ncit:C25150, unit: a, range: [0, 120]}
          - {name: sex, term: ncit:C28421, values: {female: ncit:C16576, male: ncit:C20197}}
          - {name: status, term: ncit:C25717, values: {alive: ncit:C37987, dead: ncit:C28554}}
        analyses:
          - {id: averaged-logistic@1, name: averaged, outcome: status=dead, covariates: [age, sex], rounds: 5}
        """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path work;

    @Test
    void theVotesOfHonestSitesAreTold() throws IOException {
        List<String> sites =
                List.of(patients("north", 240, false), patients("south", 300, false), patients("east", 200, false));
        CommandRun run = simulate(sites);
        assertEquals("", run.err());
        assertEquals(ExitCode.DONE, run.exit());
        assertTrue(run.out().contains("averaged: averaged-logistic@1, 3 sites, 12 rounds; equality E4"), run.out());
        assertTrue(run.out().contains("accepted: 5"), run.out());
        String page = report();
        assertTrue(page.contains("the last one that the hospitals accepted, 5 of 5"), page);
        assertTrue(page.contains("there are no standard errors"), page);
        assertFalse(page.contains("rolled back"), page);
        assertEquals(run.out(), simulate(sites).out(), "a simulation can be repeated");
    }

    @Test
    void aPoisonedSiteIsRolledBack() throws IOException {
        CommandRun run = simulate(List.of(
                patients("north", 240, false),
                patients("south", 300, false),
                patients("east", 200, false),
                patients("west", 1500, true)));
        assertEquals("", run.err());
        assertTrue(run.out().contains("ended: not-accepted"), run.out());
        String page = report();
        assertTrue(page.contains("No model was accepted."), page);
        assertTrue(page.contains("refused and rolled back"), page);
    }

    private String report() throws IOException {
        return Files.readString(work.resolve("documents/report.html"));
    }

    private CommandRun simulate(List<String> sites) throws IOException {
        Path study = Files.writeString(work.resolve("study.yaml"), STUDY);
        List<String> arguments = new ArrayList<>(List.of(
                "simulate",
                study.toString(),
                "--report",
                work.resolve("documents").toString()));
        sites.forEach(site -> arguments.addAll(List.of("--site", site)));
        return CommandRun.study(Analyses.all(), work.resolve("fault.log"), arguments.toArray(String[]::new));
    }

    private String patients(String site, int number, boolean turned) throws IOException {
        Random random = new Random(number);
        List<String> lines = new ArrayList<>(List.of("age,sex,status"));
        for (int i = 0; i < number; i++) {
            int age = 40 + random.nextInt(40);
            boolean male = random.nextBoolean();
            double risk = 0.1 * (age - 60) + (male ? 0.5 : -0.5);
            boolean dead = random.nextDouble() < 1 / (1 + Math.exp(-risk));
            lines.add(age + (male ? ",male" : ",female") + (dead == turned ? ",alive" : ",dead"));
        }
        return site + "=" + Files.write(work.resolve(site + ".csv"), lines);
    }
}
