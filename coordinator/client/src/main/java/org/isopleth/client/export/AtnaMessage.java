package org.isopleth.client.export;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.isopleth.client.export.AuditCode.Code;
import org.isopleth.ledger.LedgerEntry;
import org.isopleth.ledger.Occurrence;

/// An entry as the audit message of DICOM PS3.15, annex A.5 (the schema there, `AuditMessage`), which IHE ATNA takes
/// over: one line of XML without a declaration, elements in the schema's order. Stateless, thread-safe.
final class AtnaMessage {
    private static final Code SOURCE = new Code("110153", "Source Role ID");
    private static final Code DESTINATION = new Code("110152", "Destination Role ID");
    /// RFC 3881: a system object; its roles report, security resource, job; named by a URI.
    private static final String SYSTEM_OBJECT = "2";

    private static final String REPORT = "3";
    private static final String SECURITY_RESOURCE = "13";
    private static final String JOB = "20";

    private final XMLStreamWriter xml;

    private AtnaMessage(XMLStreamWriter xml) {
        this.xml = xml;
    }

    static String of(LedgerEntry entry) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            new AtnaMessage(xml).write(entry);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("text in memory can be written", e);
        }
        return text.toString();
    }

    private void write(LedgerEntry entry) throws XMLStreamException {
        Occurrence what = entry.occurrence();
        xml.writeStartElement("AuditMessage");
        event(entry);
        participant(what.actor().id(), true, SOURCE);
        for (String recipient : what.context().recipients()) {
            participant(recipient, false, DESTINATION);
        }
        xml.writeStartElement("AuditSourceIdentification");
        xml.writeAttribute("AuditSourceID", entry.owner());
        xml.writeEmptyElement("AuditSourceTypeCode");
        xml.writeAttribute("csd-code", "4");
        xml.writeEndElement();
        objects(entry);
        xml.writeEndElement();
    }

    private void event(LedgerEntry entry) throws XMLStreamException {
        Occurrence what = entry.occurrence();
        AuditCode code = AuditCode.of(what.event());
        xml.writeStartElement("EventIdentification");
        xml.writeAttribute("EventActionCode", String.valueOf(code.action()));
        xml.writeAttribute("EventDateTime", entry.time().toString());
        xml.writeAttribute("EventOutcomeIndicator", AuditCode.outcome(what.outcome()));
        code("EventID", code.event(), "DCM");
        if (code.type().isPresent()) {
            code("EventTypeCode", code.type().get(), "DCM");
        }
        code("EventTypeCode", new Code(what.event().word(), what.event().word()), "isopleth");
        xml.writeEndElement();
    }

    private void participant(String id, boolean requestor, Code role) throws XMLStreamException {
        xml.writeStartElement("ActiveParticipant");
        xml.writeAttribute("UserID", id);
        xml.writeAttribute("UserIsRequestor", String.valueOf(requestor));
        code("RoleIDCode", role, "DCM");
        xml.writeEndElement();
    }

    private void objects(LedgerEntry entry) throws XMLStreamException {
        Map<String, String> fields = EntryText.fields(entry);
        String study = fields.get("study");
        if (study != null) {
            object("urn:isopleth:study:" + study, JOB, "study", fields, "round");
        }
        String sha256 = fields.get("sha256");
        if (sha256 != null) {
            object("urn:isopleth:sha256:" + sha256, REPORT, fields.getOrDefault("type", ""), fields, "bytes", "bands");
        }
        object(
                "urn:isopleth:leaf:" + EntryText.leaf(entry),
                SECURITY_RESOURCE,
                "ledger entry",
                fields,
                "entry",
                "rules");
    }

    /// @param details names of the fields that belong to it
    private void object(String id, String role, String name, Map<String, String> fields, String... details)
            throws XMLStreamException {
        xml.writeStartElement("ParticipantObjectIdentification");
        xml.writeAttribute("ParticipantObjectID", id);
        xml.writeAttribute("ParticipantObjectTypeCode", SYSTEM_OBJECT);
        xml.writeAttribute("ParticipantObjectTypeCodeRole", role);
        code("ParticipantObjectIDTypeCode", new Code("12", "URI"), "RFC-3881");
        xml.writeStartElement("ParticipantObjectName");
        xml.writeCharacters(name);
        xml.writeEndElement();
        for (String detail : details) {
            String value = fields.get(detail);
            if (value != null) {
                xml.writeEmptyElement("ParticipantObjectDetail");
                xml.writeAttribute("type", detail);
                xml.writeAttribute("value", Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
            }
        }
        xml.writeEndElement();
    }

    private void code(String element, Code code, String system) throws XMLStreamException {
        xml.writeEmptyElement(element);
        xml.writeAttribute("csd-code", code.value());
        xml.writeAttribute("codeSystemName", system);
        xml.writeAttribute("originalText", code.meaning());
    }
}
