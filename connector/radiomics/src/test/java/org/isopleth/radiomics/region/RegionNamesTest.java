package org.isopleth.radiomics.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.isopleth.ontology.document.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegionNamesTest {
    private static final RegionNames STANDARD = RegionNames.standard();

    private static String label(RegionNames names, String written) {
        return switch (names.match(written)) {
            case NameMatch.Known(RegionName name) -> name.label();
            case NameMatch.Unknown() -> "unknown";
            case NameMatch.Ambiguous(List<String> labels) -> String.join("|", labels);
        };
    }

    private static RegionNames site(String text) {
        return Document.parse("regions.yaml", text, RegionDocument::read).names();
    }

    @Test
    void theDigestChangesWithEveryMeaningAndWithNothingElse() {
        String digest = STANDARD.digest().hex();
        assertEquals(digest, site("regions: 1").digest().hex());
        assertFalse(digest.equals(
                site("regions: 1\nsynonyms: {GTVp: [boost]}").digest().hex()));
        assertFalse(site("regions: 1\nsynonyms: {GTVp1: [boost]}")
                .digest()
                .equals(site("regions: 1\nsynonyms: {GTVp2: [boost]}").digest()));
        assertFalse(site("regions: 1\nnames: [{name: Clot, kind: other}]")
                .digest()
                .equals(site("regions: 1\nnames: [{name: Clot, kind: organ}]").digest()));
    }

    @ParameterizedTest
    @CsvSource({
        "GTVp, GTVp",
        "GTVp1, GTVp1",
        "GTVn12, GTVn12",
        "GTV, GTVp",
        "GTV-1, GTVp1",
        "GTV 1, GTVp1",
        "gtv_primary, GTVp",
        "Tumor, GTVp",
        "TUMOUR_2, GTVp2",
        "Lesion1, GTVp1",
        "lesion 03, GTVp3",
        "gtv.ln_2, GTVn2",
        "Lymph Node 4, GTVn4",
        "GTV met 1, GTVm1",
        "Primärtumor, unknown",
        "PRIMAERTUMOR, GTVp",
        "lung_l, Lung_L",
        "Left Lung, Lung_L",
        "LUNG-RIGHT, Lung_R",
        "Lunge links, Lung_L",
        "Both Lungs, Lungs",
        "Spinal Cord, SpinalCord",
        "left upper lobe, Lung_LUL",
        "Parotid glands, Parotids",
        "parotid gland left, Parotid_L",
        "IGTV_node 1, IGTVn1",
        "PTV, PTV",
        "JANE's tumour, unknown",
        "'', unknown",
        "GTVp0, unknown",
        "Heart2, unknown"
    })
    void namesAreMatchedExactlyThenWithoutRegardToSpelling(String written, String label) {
        assertEquals(label, label(STANDARD, written));
    }

    @Test
    void kindsSayWhatARegionIs() {
        assertEquals(RegionKind.PRIMARY, STANDARD.exactly("GTVp2").orElseThrow().kind());
        assertEquals(RegionKind.NODE, STANDARD.exactly("GTVn").orElseThrow().kind());
        assertEquals(
                RegionKind.METASTASIS, STANDARD.exactly("GTVm1").orElseThrow().kind());
        assertEquals(RegionKind.ORGAN, STANDARD.exactly("Lung_L").orElseThrow().kind());
        assertTrue(STANDARD.exactly("Lung_L1").isEmpty(), "organs have no numbers");
    }

    @Test
    void everyCanonicalNameIsFoundByItselfAndNoSpellingMeansTwo() {
        assertTrue(STANDARD.canonical().size() > 100);
        for (String name : STANDARD.canonical()) {
            assertEquals(name, label(STANDARD, name));
            assertEquals(name, label(STANDARD, name.toUpperCase(java.util.Locale.ROOT)));
        }
    }

    @Test
    void targetsAreAllThatTheReportsRuleMakes() {
        for (String type : List.of("GTV", "CTV", "ITV", "IGTV", "ICTV", "PTV")) {
            for (String classifier : List.of("p", "n", "sb", "par", "v", "vas")) {
                assertEquals(type + classifier, label(STANDARD, type + classifier));
                assertEquals(type + classifier + "2", label(STANDARD, type + classifier + "2"));
            }
            assertEquals(type.equals("GTV") ? "GTVp" : type, label(STANDARD, type));
        }
        assertEquals("unknown", label(STANDARD, "GTVx"));
        assertEquals("unknown", label(STANDARD, "PTV!"));
    }

    @Test
    void aSiteAddsNamesAndSynonymsWithNumbers() {
        RegionNames names = site("""
            regions: 1
            names:
              - {name: Thrombus, kind: other, synonyms: [Clot]}
              - {name: Rib, kind: organ, sided: true}
            synonyms:
              GTVp: [Haupttumor, "CA bronchial"]
              GTVn2: [Station 7]
            """);
        assertEquals("GTVp", label(names, "haupt-tumor"));
        assertEquals("GTVp3", label(names, "CA_bronchial 3"));
        assertEquals("GTVn2", label(names, "station_7"));
        assertEquals("Thrombus2", label(names, "clot 2"));
        assertEquals("Rib_R", label(names, "Right rib"));
        assertEquals("unknown", label(STANDARD, "Clot"));
    }

    @Test
    void whatCanMeanTwoThingsIsAmbiguousAndNamesBoth() {
        RegionNames names = site("regions: 1\nsynonyms: {GTVn: [Level], GTVm: [Level 2]}");
        NameMatch match = names.match("LEVEL_2");
        assertEquals(new NameMatch.Ambiguous(List.of("GTVm", "GTVn2")), match);
        assertEquals(
                "a region's name can mean GTVm or GTVn2: add it to the site's synonyms under one of them, with its"
                        + " number",
                ((NameMatch.Ambiguous) match).words());
        assertEquals("GTVn3", label(names, "level 3"));
        RegionName wanted = names.exactly("GTVm").orElseThrow();
        assertEquals(new Selection.Several(List.of("GTVm", "GTVn2")), names.select(List.of("Level 2"), wanted));
    }

    @Test
    void severalLesionsAreKeptApart() {
        List<String> written = List.of("Body", "GTV 1", "GTV 2", "GTVn", "notes", "Lung Left");
        assertEquals(2, index(written, "GTVp2"));
        assertEquals(3, index(written, "GTVn"));
        assertEquals(5, index(written, "Lung_L"));
        Selection both = STANDARD.select(written, STANDARD.exactly("GTVp").orElseThrow());
        assertEquals(new Selection.Several(List.of("GTVp1", "GTVp2")), both);
        assertEquals(
                "more than one region answers: GTVp1, GTVp2; ask for one by its number",
                ((Selection.Several) both).words());
        assertEquals(
                new Selection.Absent(),
                STANDARD.select(written, STANDARD.exactly("GTVm").orElseThrow()));
        assertEquals(0, index(List.of("Lesion 7"), "GTVp"), "the only one, whatever its number");
    }

    private static int index(List<String> written, String wanted) {
        return STANDARD.select(written, STANDARD.exactly(wanted).orElseThrow()) instanceof Selection.Found found
                ? found.index()
                : -1;
    }

    @Test
    void aSitesSlipsAreToldWithTheirPlaces() {
        String problems = problems("""
            regions: 1
            names:
              - {name: Heart, kind: organ}
              - {name: Vein, kind: vessel}
            synonyms:
              GTVp: [LN]
              GTVx: [Something]
            time-points: {same-visit-days: -1}
            """);
        assertEquals("""
            regions.yaml:3:12: 'Heart' is a name already; add synonyms to it instead
            regions.yaml:4:24: expected one of primary, node, metastasis, organ, other; found 'vessel'
            regions.yaml:6:10: 'LN' means GTVn already
            regions.yaml:7:3: 'GTVx' is no name of the standard or of this document
            regions.yaml:8:32: expected a whole number from 0 to 36500, found '-1'\
            """, problems);
        assertTrue(problems("regions: 1\ntime-points: {windows: [{from-day: 5, to-day: 9}]}")
                .contains("begin with day 0"));
        assertFalse(problems("regions: 2").isEmpty());
    }

    private static String problems(String text) {
        try {
            site(text);
            return "";
        } catch (org.isopleth.ontology.document.DocumentException e) {
            return e.getMessage();
        }
    }
}
