package org.isopleth.client.remote;

import java.util.List;
import org.isopleth.canonical.Json;
import org.isopleth.client.TerminalText;
import org.isopleth.exchange.ErrorCode;
import org.isopleth.round.RoundId;
import org.isopleth.study.Readiness;

/// A study's course in words, a line for each event. Stateless, thread-safe.
final class ProgressText {
    private ProgressText() {}

    static String line(Json.Obj event) {
        return TerminalText.line(event.text("at").substring(11, 19) + "  " + words(event));
    }

    private static String words(Json.Obj event) {
        return switch (event.text("event")) {
            case "registered" -> "registered, offered to " + sites(event);
            case "permit-received" ->
                event.text("site") + (event.flag("granted") ? " permits it" : " refuses it: " + event.text("reason"));
            case "permit-rejected" -> event.text("site") + " sent a permit that does not hold, and is left out";
            case "permits-closed" -> "permitted by " + sites(event) + ", cohorts are being frozen";
            case "readiness-received" -> event.text("site") + " " + readiness(event);
            case "analysis-started" ->
                "analysis " + (event.integer("analysis") + 1) + " starts with " + sites(event)
                        + (event.integer("attempt") > 1 ? ", attempt " + event.integer("attempt") : "");
            case "round-opened" -> "round " + event.integer("round") + " is open";
            case "masked-round-opened" -> round(event) + " is open, its sum masked";
            case "masking-advanced" -> masking(event);
            case "contribution-folded" -> event.text("site") + " contributed to round " + event.integer("round");
            case "site-lost" ->
                event.text("site") + " is out: " + event.text("reason")
                        + (event.list("rules").isEmpty()
                                ? ""
                                : " " + String.join(", ", event.get("rules").asTexts()));
            case "round-closed" -> round(event) + " is complete";
            case "analysis-ended" -> "analysis " + (event.integer("analysis") + 1) + " has ended";
            case "study-ended" -> "the study has ended: " + outcome(event.text("outcome"));
            case "ledger-head-received" -> event.text("site") + " reported the head of its ledger";
            default -> event.text("event");
        };
    }

    private static String round(Json.Obj event) {
        long number = event.integer("round");
        return number == RoundId.TOTALS ? "the round on the totals" : "round " + number;
    }

    /// A step of a masked round, by the words of docs/protocol/masking.md.
    private static String masking(Json.Obj event) {
        String where = " (" + round(event) + ")";
        String step = event.text("step");
        String site = event.find("site").map(Json::asText).orElse("");
        return switch (step) {
            case "R0" -> site + " shows its keys" + where;
            case "R1" -> site + " shares its secrets" + where;
            case "R2" -> site + " contributes, masked" + where;
            case "R3" -> site + " agrees on the sites" + where;
            case "R4" -> site + " helps to open the sum" + where;
            case "stop" -> site + " refuses" + where;
            case "malformed" -> site + " sent what cannot be understood" + where;
            case "left" -> site + " takes no further part" + where;
            case "deadline-passed" -> "no longer waiting for everyone" + where;
            case "sum-opened" -> "the sum is open" + where;
            default -> step + where;
        };
    }

    private static String outcome(String word) {
        return ErrorCode.of(word).map(code -> word + ": " + code.line()).orElse(word);
    }

    private static String readiness(Json.Obj event) {
        Readiness readiness = Readiness.read(event.object("readiness"));
        String measured = readiness
                .passport()
                .map(passport -> ", measures images with " + passport.line())
                .orElse("");
        String size = "is ready with " + readiness.size().words() + " patients" + measured;
        List<String> findings = readiness.findings().stream()
                .map(finding -> finding.about() + (finding.rule().isEmpty() ? "" : " (rule " + finding.rule() + ")")
                        + ": " + finding.cause().words())
                .toList();
        return findings.isEmpty() ? size : "is not ready for everything: " + String.join("; ", findings) + measured;
    }

    private static String sites(Json.Obj event) {
        return String.join(", ", event.get("sites").asTexts());
    }
}
