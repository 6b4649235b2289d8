package org.isopleth.client.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.ledger.LedgerContext;
import org.isopleth.ledger.LedgerEvent;
import org.isopleth.ledger.LedgerOutcome;
import org.isopleth.ledger.TestCertificates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/// A hospital's ledger as others' systems want it. The forms are checked against what their specifications demand,
/// written out here: no schema of DICOM or HL7 is part of this project.
class AuditExportCommandTest {
    /// RFC 5424, section 6: PRI, version, time, host, application, process, message id, data, message.
    private static final Pattern SYSLOG = Pattern.compile("<(\\d{1,3})>1 (\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d"
            + "(?:\\.\\d{1,6})?Z) ([!-~]{1,255}) ([!-~]{1,48}) ([!-~]{1,128}) ([!-~]{1,32})"
            + " (-|\\[[!-~&&[^= \\]\"]]{1,32}(?: [a-z0-9]{1,32}=\"(?:[^\"\\\\\\]]|\\\\[\"\\\\\\]])*\")*\\]) (.*)");
    /// DICOM PS3.15, annex A.5.1: children of AuditMessage in their order, and which attributes each must have.
    private static final List<String> ORDER = List.of(
            "EventIdentification", "ActiveParticipant", "AuditSourceIdentification", "ParticipantObjectIdentification");

    private static final Map<String, Set<String>> REQUIRED = Map.of(
            "EventIdentification", Set.of("EventDateTime", "EventOutcomeIndicator", "EventActionCode"),
            "ActiveParticipant", Set.of("UserID", "UserIsRequestor"),
            "AuditSourceIdentification", Set.of("AuditSourceID"),
            "ParticipantObjectIdentification", Set.of("ParticipantObjectID"),
            "EventID", Set.of("csd-code", "codeSystemName", "originalText"),
            "EventTypeCode", Set.of("csd-code", "codeSystemName", "originalText"),
            "RoleIDCode", Set.of("csd-code", "codeSystemName", "originalText"),
            "ParticipantObjectIDTypeCode", Set.of("csd-code", "codeSystemName", "originalText"),
            "ParticipantObjectDetail", Set.of("type", "value"));

    @TempDir
    Path folder;

    private final WrittenLedger avon = WrittenLedger.hospital("avon");

    @Test
    void csv_has_a_line_for_each_entry() throws IOException {
        List<String> lines = export("csv").lines().toList();
        assertEquals(12, lines.size());
        assertTrue(lines.getFirst().startsWith("\"entry\",\"time\",\"owner\",\"event\",\"outcome\""), lines.getFirst());
        assertTrue(
                lines.get(6)
                        .startsWith("\"5\",\"2026-11-01T08:00:06Z\",\"avon\",\"released\",\"done\",\"site\",\"avon\","
                                + "\"coordinator\",\"" + WrittenLedger.STUDY.hex()
                                + "\",\"survival/1/1\",\"contribution\","
                                + "\"4096\",\"" + Digest.of("avon 1").hex() + "\""),
                lines.get(6));
        // No cell begins as a spreadsheet's formula does.
        assertFalse(lines.stream().anyMatch(line -> line.matches(".*(^|,)\"[=+@\\-].*")), lines::toString);
    }

    @Test
    void syslog_lines_are_of_rfc_5424() throws IOException {
        avon.add(avon.judged(LedgerContext.of(WrittenLedger.STUDY, "survival/1/3"), LedgerOutcome.REFUSED));
        List<String> lines = export("syslog").lines().toList();
        assertEquals(12, lines.size());
        for (String line : lines) {
            assertTrue(SYSLOG.matcher(line).matches(), line);
        }
        Matcher released = matched(lines.get(5));
        assertEquals("85", released.group(1), "facility 10, notice");
        assertEquals("avon", released.group(3));
        assertEquals("released", released.group(6));
        assertTrue(released.group(7).contains(" study=\"" + WrittenLedger.STUDY.hex() + "\""), released.group(7));
        assertEquals("released done by site avon, to coordinator, contribution of 4096 bytes", released.group(8));
        assertEquals("84", matched(lines.get(11)).group(1), "a refusal is a warning");
    }

    @Test
    void atna_messages_have_the_elements_that_dicom_demands_in_its_order() throws Exception {
        avon.add(avon.judged(LedgerContext.of(WrittenLedger.STUDY, "survival/1/3"), LedgerOutcome.REFUSED));
        List<Element> messages = new ArrayList<>();
        for (String line : export("atna").lines().toList()) {
            Matcher syslog = matched(line);
            assertEquals("DICOM+RFC3881", syslog.group(6));
            assertTrue(line.chars().allMatch(c -> c >= ' ' && c <= '~'), "ASCII, so that no byte order mark is needed");
            messages.add(DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(syslog.group(8))))
                    .getDocumentElement());
        }
        messages.forEach(AuditExportCommandTest::assertMessage);
        assertEquals(List.of("110100", "110120"), codes(messages.get(0)), "a start");
        assertEquals(List.of("110106"), codes(messages.get(5)), "what leaves is an export");
        assertEquals(List.of("110113", "110132"), codes(messages.get(11)), "a refusal is a restricted function");
        assertEquals("4", child(messages.get(11), "EventIdentification").getAttribute("EventOutcomeIndicator"));
        List<Element> participants = children(messages.get(5)).stream()
                .filter(one -> one.getTagName().equals("ActiveParticipant"))
                .toList();
        assertEquals(
                List.of("avon", "coordinator"),
                participants.stream().map(one -> one.getAttribute("UserID")).toList());
        Element study = child(messages.get(5), "ParticipantObjectIdentification");
        assertEquals("urn:isopleth:study:" + WrittenLedger.STUDY.hex(), study.getAttribute("ParticipantObjectID"));
        String round = child(study, "ParticipantObjectDetail").getAttribute("value");
        assertEquals("survival/1/1", new String(Base64.getDecoder().decode(round), StandardCharsets.UTF_8));
    }

    /// FHIR R4 (4.0.1), AuditEvent: what is there once, at least once, and from which code systems.
    @Test
    void fhir_audit_events_keep_the_structure_of_r4() throws IOException {
        List<Json.Obj> events = export("fhir")
                .lines()
                .map(line -> CanonicalJson.parse(line).asObject())
                .toList();
        assertEquals(11, events.size());
        Set<String> members = Set.of(
                "resourceType",
                "type",
                "subtype",
                "action",
                "recorded",
                "outcome",
                "outcomeDesc",
                "agent",
                "source",
                "entity");
        for (Json.Obj event : events) {
            assertTrue(members.containsAll(event.members().keySet()), event::toString);
            assertEquals("AuditEvent", event.text("resourceType"));
            assertCoding(event.object("type"));
            event.list("subtype").forEach(subtype -> assertCoding(subtype.asObject()));
            assertTrue(event.text("action").matches("[CRUDE]"));
            assertTrue(event.text("outcome").matches("0|4|8|12"));
            assertTrue(event.text("recorded").matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z"));
            assertFalse(event.list("agent").isEmpty());
            for (Json agent : event.list("agent")) {
                agent.asObject().flag("requestor");
                agent.asObject().object("who").object("identifier").text("value");
                assertCoding(agent.asObject()
                        .object("type")
                        .list("coding")
                        .getFirst()
                        .asObject());
            }
            event.object("source").object("observer").object("identifier").text("value");
            for (Json entity : event.list("entity")) {
                assertCoding(entity.asObject().object("type"));
                assertCoding(entity.asObject().object("role"));
            }
            assertNothingEmpty(event);
        }
        assertEquals("110106", events.get(5).object("type").text("code"));
    }

    @Test
    void the_record_of_processing_says_what_the_ledger_knows_and_what_it_does_not() throws IOException {
        avon.add(avon.judged(LedgerContext.of(WrittenLedger.STUDY, "survival/1/3"), LedgerOutcome.REFUSED));
        avon.add(avon.site(LedgerEvent.COHORT_DELETED, LedgerOutcome.DONE).in(LedgerContext.of(WrittenLedger.STUDY)));
        String text = export("art30", "--controller", "Avon Hospital, dpo@avon.example");
        assertTrue(text.contains("- **Controller and contact (a)**: Avon Hospital, dpo@avon.example\n"), text);
        assertTrue(text.contains("- **Purposes (b)**: NOT IN THE LEDGER"), text);
        assertTrue(text.contains("## Study " + WrittenLedger.STUDY.hex()), text);
        assertTrue(text.contains("- **Recipients (d)**: coordinator\n"), text);
        assertTrue(text.contains("- **What left**: 2 × contribution, 1 × decided/1, 2 × masking-step\n"), text);
        assertTrue(text.contains("- **Refused by rules**: 1 times\n"), text);
        assertTrue(text.contains("- **Frozen rows deleted**: 2026-11-01T08:00:13Z\n"), text);

        Json.Obj json = CanonicalJson.parse(export("art30", "--json")).asObject();
        Json.Obj activity = json.list("activities").getFirst().asObject();
        assertEquals(2, activity.object("departures").integer("contribution"));
        assertEquals("2026-11-01T08:00:03Z", activity.text("permitted"));
    }

    @Test
    void an_export_may_be_a_file_and_is_of_a_genuine_ledger_only() throws IOException {
        Path out = folder.resolve("ledger.csv");
        String said = export("csv", "--out", out.toString());
        assertEquals("11 entries of avon: sound.\n", said);
        assertEquals(12, Files.readAllLines(out).size());
        Path head = folder.resolve("avon/checkpoint");
        byte[] bytes = Files.readAllBytes(head);
        bytes[bytes.length - 5] ^= 1;
        Files.write(head, bytes);
        AuditRun forged = AuditRun.of("export", "--format", "csv", folder.resolve("avon"));
        assertEquals(2, forged.exitCode());
        assertEquals("", forged.out());
    }

    private static void assertMessage(Element message) {
        assertEquals("AuditMessage", message.getTagName());
        List<Integer> places = children(message).stream()
                .map(one -> ORDER.indexOf(one.getTagName()))
                .toList();
        assertEquals(places.stream().sorted().toList(), places, "in the schema's order");
        assertEquals(1, places.stream().filter(place -> place == 0).count(), "one event");
        assertTrue(places.contains(1) && places.contains(2) && places.contains(3), places::toString);
        assertAttributes(message);
    }

    private static void assertAttributes(Element element) {
        for (String attribute : REQUIRED.getOrDefault(element.getTagName(), Set.of())) {
            assertTrue(element.hasAttribute(attribute), () -> element.getTagName() + " has no " + attribute);
        }
        children(element).forEach(AuditExportCommandTest::assertAttributes);
    }

    private static void assertCoding(Json.Obj coding) {
        assertTrue(coding.text("system").matches("(https?://|urn:).+"), coding::toString);
        assertFalse(coding.text("code").isBlank());
    }

    /// FHIR R4, 2.6.2: no empty string, list or object.
    private static void assertNothingEmpty(Json json) {
        switch (json) {
            case Json.Obj object -> {
                assertFalse(object.members().isEmpty());
                object.members().values().forEach(AuditExportCommandTest::assertNothingEmpty);
            }
            case Json.Arr array -> {
                assertFalse(array.items().isEmpty());
                array.items().forEach(AuditExportCommandTest::assertNothingEmpty);
            }
            case Json.Str text -> assertFalse(text.value().isEmpty());
            default -> {
                // Numbers and truths are never empty.
            }
        }
    }

    /// DCM codes of an event and its kinds.
    private static List<String> codes(Element message) {
        return children(child(message, "EventIdentification")).stream()
                .filter(code -> code.getAttribute("codeSystemName").equals("DCM"))
                .map(code -> code.getAttribute("csd-code"))
                .toList();
    }

    private static Element child(Element element, String name) {
        return children(element).stream()
                .filter(one -> one.getTagName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<Element> children(Element element) {
        List<Element> children = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                children.add(child);
            }
        }
        return children;
    }

    private static Matcher matched(String line) {
        Matcher matcher = SYSLOG.matcher(line);
        assertTrue(matcher.matches(), line);
        return matcher;
    }

    private String export(String format, String... more) throws IOException {
        TestCertificates consortium = new TestCertificates("urn:isopleth:site:unused:signing");
        List<Object> arguments = new ArrayList<>(List.of("export", "--format", format));
        arguments.addAll(List.of(more));
        arguments.add(avon.write(folder.resolve("avon"), consortium));
        AuditRun run = AuditRun.of(arguments.toArray());
        assertEquals(0, run.exitCode(), run.err());
        return run.out();
    }
}
