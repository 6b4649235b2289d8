package org.isopleth.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TerminalTextTest {
    @Test
    void what_a_terminal_would_obey_is_written_as_its_code() {
        assertEquals("a\\u001b[31mb\\u0007", TerminalText.line("a\u001b[31mb\u0007"));
        assertEquals("\\u009b2J\\u007f", TerminalText.line("\u009b2J\u007f"));
        assertEquals("one\\u000atwo\\u000d\\u2028\\u0009", TerminalText.line("one\ntwo\r\u2028\t"));
        assertEquals("\\u202eabc\\u2066", TerminalText.line("\u202eabc\u2066"));
        assertEquals("\\ud800", TerminalText.line("\ud800"));
    }

    @Test
    void everything_else_stays() {
        String text = "Überleben – Größe, \u0645\u06cc\u200c\u062e \ud83d\ude00";
        assertEquals(text, TerminalText.line(text));
    }
}
