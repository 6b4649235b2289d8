package org.isopleth.client.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.client.export.AuditCode.Code;
import org.isopleth.ledger.LedgerEntry;
import org.isopleth.ledger.Occurrence;

/// Each entry as a FHIR R4 (4.0.1) `AuditEvent`, one a line (NDJSON), with the codes that [AuditCode] names.
/// Thread-safe.
public final class FhirExport implements LedgerExport {
    private static final String DICOM = "http://dicom.nema.org/resources/ontology/DCM";
    private static final String HL7 = "http://terminology.hl7.org/CodeSystem/";

    /// The form.
    public FhirExport() {}

    @Override
    public String entry(LedgerEntry entry) {
        return CanonicalJson.text(event(entry)) + "\n";
    }

    private static Json event(LedgerEntry entry) {
        Occurrence what = entry.occurrence();
        AuditCode code = AuditCode.of(what.event());
        List<Json> subtypes = new ArrayList<>();
        code.type().ifPresent(type -> subtypes.add(coding(DICOM, type)));
        subtypes.add(coding(
                "urn:isopleth:ledger-event",
                new Code(what.event().word(), what.event().word())));
        List<Json> agents = new ArrayList<>();
        agents.add(agent(what.actor().id(), true, new Code("110153", "Source Role ID")));
        what.context()
                .recipients()
                .forEach(recipient -> agents.add(agent(recipient, false, new Code("110152", "Destination Role ID"))));
        Json source = Json.object()
                .with("observer", named("urn:isopleth:ledger-owner", entry.owner()))
                .with("type", List.of(coding(HL7 + "security-source-type", new Code("4", "Application Server"))))
                .build();
        return Json.object()
                .with("resourceType", "AuditEvent")
                .with("type", coding(DICOM, code.event()))
                .with("subtype", subtypes)
                .with("action", String.valueOf(code.action()))
                .with("recorded", entry.time().toString())
                .with("outcome", AuditCode.outcome(what.outcome()))
                .with("outcomeDesc", EntryText.sentence(entry))
                .with("agent", agents)
                .with("source", source)
                .with("entity", entities(entry))
                .build();
    }

    private static List<Json> entities(LedgerEntry entry) {
        Map<String, String> fields = EntryText.fields(entry);
        List<Json> entities = new ArrayList<>();
        String study = fields.get("study");
        if (study != null) {
            entities.add(entity("urn:isopleth:study:" + study, new Code("20", "Job"), fields, "round"));
        }
        String sha256 = fields.get("sha256");
        if (sha256 != null) {
            entities.add(
                    entity("urn:isopleth:sha256:" + sha256, new Code("3", "Report"), fields, "type", "bytes", "bands"));
        }
        entities.add(entity(
                "urn:isopleth:leaf:" + EntryText.leaf(entry),
                new Code("13", "Security Resource"),
                fields,
                "entry",
                "policy",
                "rules"));
        return entities;
    }

    private static Json entity(String uri, Code role, Map<String, String> fields, String... names) {
        List<Json> details = new ArrayList<>();
        for (String name : names) {
            String value = fields.get(name);
            // FHIR has no empty strings.
            if (value != null && !value.isEmpty()) {
                details.add(Json.object()
                        .with("type", name)
                        .with("valueString", value)
                        .build());
            }
        }
        Json.Builder entity = Json.object()
                .with("what", named("urn:ietf:rfc:3986", uri))
                .with("type", coding(HL7 + "audit-entity-type", new Code("2", "System Object")))
                .with("role", coding(HL7 + "object-role", role));
        return details.isEmpty()
                ? entity.build()
                : entity.with("detail", details).build();
    }

    private static Json agent(String name, boolean requestor, Code role) {
        Json type = Json.object().with("coding", List.of(coding(DICOM, role))).build();
        return Json.object()
                .with("type", type)
                .with("who", named("urn:isopleth:actor", name))
                .with("requestor", requestor)
                .build();
    }

    /// A reference by identifier: nothing here is stored in a FHIR server.
    private static Json named(String system, String value) {
        Json identifier =
                Json.object().with("system", system).with("value", value).build();
        return Json.object().with("identifier", identifier).build();
    }

    private static Json coding(String system, Code code) {
        return Json.object()
                .with("system", system)
                .with("code", code.value())
                .with("display", code.meaning())
                .build();
    }
}
