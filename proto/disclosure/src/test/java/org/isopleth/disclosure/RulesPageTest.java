package org.isopleth.disclosure;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.isopleth.tensor.Statbarn;
import org.junit.jupiter.api.Test;

/// `docs/reference/disclosure-rules.md` says what the program does.
class RulesPageTest {
    private static final Path PAGE =
            Path.of(System.getProperty("isopleth.root", "../..")).resolve("docs/reference/disclosure-rules.md");

    @Test
    void everyRuleAndKindIsOnThePage() throws IOException {
        String page = Files.readString(PAGE);
        for (RuleId rule : RuleId.values()) {
            assertTrue(page.contains("\n| `" + rule.word() + "` |"), rule.word());
        }
        for (Statbarn kind : Statbarn.values()) {
            assertTrue(page.contains("\n| `" + kind.word() + "` |"), kind.word());
        }
    }

    @Test
    void theLimitsOfEveryProfileAreOnThePage() throws IOException {
        String page = Files.readString(PAGE);
        limits(page, "rows", policy -> policy.minimumRows());
        limits(page, "outcome-class", policy -> policy.minimumCell());
        limits(page, "level", policy -> policy.minimumCell());
        limits(page, "saturation-joint", policy -> policy.maximumColumnsPerRow());
        limits(page, "contributors", policy -> policy.minimumSites());
        limits(page, "dominance", policy -> policy.maximumShare());
        limits(page, "degrees-of-freedom", policy -> policy.outputs().minimumFreedom());
        limits(page, "dominance-nk", policy -> policy.outputs().maximumTwoShare());
        limits(page, "dominance-p", policy -> policy.outputs().minimumRemainder());
        limits(page, "levels", policy -> policy.outputs().maximumLevels());
        limits(page, "histogram", policy -> policy.outputs().maximumBinShare());
        limits(page, "rounding", policy -> policy.outputs().roundingBase());
        limits(page, "differencing", policy -> policy.questions().minimumDifference());
        limits(page, "budget-questions", policy -> policy.questions().maximumStatistics());
        limits(page, "budget-subsets", policy -> policy.questions().maximumSubsets());
    }

    /// A limit, as a policy has it.
    @FunctionalInterface
    private interface Limit {
        Number of(SitePolicy policy);
    }

    private static void limits(String page, String rule, Limit limit) {
        String row = page.lines()
                .filter(line -> line.startsWith("| `" + rule + "` |"))
                .findFirst()
                .orElseThrow();
        StringBuilder cells = new StringBuilder();
        for (Profile profile : Profile.values()) {
            cells.append("| ").append(limit.of(profile.policy())).append(" ");
        }
        assertTrue(row.contains(cells), row + " has no " + cells);
    }
}
