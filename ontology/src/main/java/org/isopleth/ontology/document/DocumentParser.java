package org.isopleth.ontology.document;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/// Turns SnakeYAML's events into nodes, and refuses what a plain reader of the text would not see.
///
/// Events and not SnakeYAML's own nodes, because those have aliases and tags resolved already. One
/// text per instance; not thread-safe.
final class DocumentParser {
    /// No document of ours comes near, and recursion must not exhaust the stack.
    static final int MAX_DEPTH = 32;

    private final String source;
    private final String text;
    private final List<DocumentProblem> problems;
    private final Iterator<Event> events;
    private int depth;

    DocumentParser(String source, String text, List<DocumentProblem> problems) {
        this.source = source;
        this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        this.problems = problems;
        this.events = events(this.text);
    }

    private static Iterator<Event> events(String text) {
        ParserImpl parser = new ParserImpl(new StreamReader(text), new LoaderOptions());
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return parser.peekEvent() != null;
            }

            @Override
            public Event next() {
                return parser.getEvent();
            }
        };
    }

    /// The root of the only document.
    DocumentNode root() {
        try {
            next();
            Event start = next();
            if (!(start instanceof DocumentStartEvent document)) {
                throw new DocumentException(new DocumentProblem(source, 1, 1, "the document is empty"));
            }
            if (document.getVersion() != null
                    || (document.getTags() != null && !document.getTags().isEmpty())) {
                throw at(start.getStartMark(), "directives such as %YAML or %TAG are not used here");
            }
            DocumentNode root = node(next());
            next();
            Event end = next();
            if (end instanceof DocumentStartEvent) {
                throw at(end.getStartMark(), "a second document begins here; a file holds one");
            }
            return root;
        } catch (MarkedYAMLException e) {
            throw at(e.getProblemMark(), "this is not YAML: " + e.getProblem());
        } catch (ReaderException e) {
            throw unreadable(e);
        } catch (YAMLException | IndexOutOfBoundsException | NumberFormatException _) {
            // SnakeYAML lets some slips inside escapes out without a place.
            throw new DocumentException(new DocumentProblem(source, 1, 1, "this is not YAML"));
        }
    }

    private Event next() {
        return events.next();
    }

    private DocumentNode node(Event event) {
        if (event instanceof AliasEvent) {
            throw at(event.getStartMark(), "aliases (*name) are not used here; write the value again");
        }
        refuseAnchorAndTag((NodeEvent) event);
        DocumentPosition position = position(event.getStartMark());
        if (event instanceof ScalarEvent scalar) {
            refuseHalfCharacter(scalar);
            boolean plain = scalar.getScalarStyle() == ScalarStyle.PLAIN;
            return new DocumentNode(position, new DocumentNode.Content.Scalar(scalar.getValue(), plain), problems);
        }
        if (++depth > MAX_DEPTH) {
            throw at(event.getStartMark(), "nested deeper than " + MAX_DEPTH + " levels");
        }
        DocumentNode.Content content = event.is(Event.ID.SequenceStart) ? items() : members();
        depth--;
        return new DocumentNode(position, content, problems);
    }

    private DocumentNode.Content items() {
        List<DocumentNode> items = new ArrayList<>();
        for (Event event = next(); !event.is(Event.ID.SequenceEnd); event = next()) {
            items.add(node(event));
        }
        return new DocumentNode.Content.Items(List.copyOf(items));
    }

    private DocumentNode.Content members() {
        List<DocumentEntry> entries = new ArrayList<>();
        for (Event event = next(); !event.is(Event.ID.MappingEnd); event = next()) {
            DocumentNode key = node(event);
            if (!(event instanceof ScalarEvent scalar)) {
                throw at(event.getStartMark(), "a key must be a text");
            }
            if (scalar.getScalarStyle() == ScalarStyle.PLAIN
                    && scalar.getValue().equals("<<")) {
                throw at(event.getStartMark(), "merge keys (<<) are not used here");
            }
            entries.add(new DocumentEntry(key, node(next())));
        }
        return new DocumentNode.Content.Members(List.copyOf(entries));
    }

    private void refuseAnchorAndTag(NodeEvent event) {
        if (event.getAnchor() != null) {
            throw at(event.getStartMark(), "anchors (&name) are not used here; write the value again");
        }
        String tag = event instanceof ScalarEvent scalar
                ? scalar.getTag()
                : event instanceof CollectionStartEvent collection ? collection.getTag() : null;
        if (tag != null) {
            throw at(event.getStartMark(), "tags (!name) are not used here");
        }
    }

    /// An escape can write a surrogate without its other half. Encoded as UTF-8 it would become a question
    /// mark, and the document another than the one that was read.
    private void refuseHalfCharacter(ScalarEvent scalar) {
        boolean half = scalar.getValue().codePoints().anyMatch(point -> point >= 0xD800 && point <= 0xDFFF);
        if (half) {
            throw at(scalar.getStartMark(), "half a character: a surrogate without its other half");
        }
    }

    private DocumentPosition position(Mark mark) {
        return new DocumentPosition(source, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private DocumentException at(@Nullable Mark mark, String problem) {
        DocumentPosition position = mark == null ? new DocumentPosition(source, 1, 1) : position(mark);
        return new DocumentException(position.problem(problem));
    }

    private DocumentException unreadable(ReaderException e) {
        String before = text.substring(
                0, text.offsetByCodePoints(0, Math.clamp(e.getPosition(), 0, text.codePointCount(0, text.length()))));
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        int column = 1
                + (int) before.substring(before.lastIndexOf('\n') + 1)
                        .codePoints()
                        .count();
        return new DocumentException(new DocumentProblem(source, line, column, "a character that no text should hold"));
    }
}
