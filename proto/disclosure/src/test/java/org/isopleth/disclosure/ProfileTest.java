package org.isopleth.disclosure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProfileTest {

    @ParameterizedTest
    @CsvSource({
        "strict, 10, 10, 0.2, 10, 10, false",
        "federation, 10, 5, 0.33, 10, 5, true",
        "datashield, 3, 3, 0.33, 3, 3, true"
    })
    void theLimitsOfEveryProfile(
            String word, int rows, int cell, double columns, int freedom, int difference, boolean signed) {
        Profile profile = Profile.find(word).orElseThrow();
        SitePolicy policy = profile.policy();
        assertEquals(rows, policy.minimumRows());
        assertEquals(cell, policy.minimumCell());
        assertEquals(columns, policy.maximumColumnsPerRow());
        assertEquals(3, policy.minimumSites());
        assertEquals(0.8, policy.maximumShare());
        assertEquals(new OutputLimits(freedom, 0.9, 0.1, 40, 0.1, 5), policy.outputs());
        assertEquals(new QuestionLimits(difference, 200, 20), policy.questions());
        assertEquals(signed, profile.needsSignature());
    }

    @Test
    void thereIsNoOtherProfile() {
        assertEquals(Optional.empty(), Profile.find("none"));
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void noProfileIsLooserThanThreePatients(Profile profile) {
        SitePolicy policy = profile.policy();
        assertTrue(policy.minimumRows() >= 3);
        assertTrue(policy.minimumCell() >= 3);
        assertTrue(policy.questions().minimumDifference() >= 3);
    }

    @ParameterizedTest
    @CsvSource({
        "9, 0.9, 0.1, 40, 0.1, 5, minimum-freedom",
        "10, 0.91, 0.1, 40, 0.1, 5, maximum-two-share",
        "10, 0.9, 0.09, 40, 0.1, 5, minimum-remainder",
        "10, 0.9, 0.1, 41, 0.1, 5, maximum-levels",
        "10, 0.9, 0.1, 40, 0.11, 5, maximum-bin-share",
        "10, 0.9, 0.1, 40, 0.1, 4, rounding-base"
    })
    void limitsOnOutputsAreOnlyTightened(
            int freedom, double two, double remainder, int levels, double bin, int base, String setting) {
        OutputLimits looser = new OutputLimits(freedom, two, remainder, levels, bin, base);
        assertEquals(setting, refused(looser, Profile.STRICT.questions()).setting());
    }

    @ParameterizedTest
    @CsvSource({"9, 200, 20, minimum-difference", "10, 201, 20, maximum-statistics", "10, 200, 21, maximum-subsets"})
    void limitsOnQuestionsAreOnlyTightened(int difference, int statistics, int subsets, String setting) {
        QuestionLimits looser = new QuestionLimits(difference, statistics, subsets);
        assertEquals(setting, refused(Profile.STRICT.outputs(), looser).setting());
    }

    private static PolicyException refused(OutputLimits outputs, QuestionLimits questions) {
        return assertThrows(
                PolicyException.class, () -> new SitePolicy(Profile.STRICT, 10, 10, 0.2, 3, 0.8, outputs, questions));
    }
}
