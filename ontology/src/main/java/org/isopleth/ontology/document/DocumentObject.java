package org.isopleth.ontology.document;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An object whose keys are known: what it has, and a clear answer for what it lacks.
///
/// Made by [DocumentNode#object]. Not thread-safe.
public final class DocumentObject {
    private final DocumentNode node;
    private final Map<String, DocumentNode> members;

    DocumentObject(DocumentNode node, Map<String, DocumentNode> members) {
        this.node = node;
        this.members = members;
    }

    /// Where the object stands, to report a problem of the whole.
    public DocumentNode node() {
        return node;
    }

    /// Whether the key is there.
    public boolean has(String key) {
        return members.containsKey(key);
    }

    /// The value of a key that must be there.
    ///
    /// @throws DocumentException when it is not
    public DocumentNode required(String key) {
        DocumentNode value = members.get(key);
        if (value == null) {
            throw node.problem("missing key '" + key + "'");
        }
        return value;
    }

    /// The value of a key that may be there.
    public Optional<DocumentNode> optional(String key) {
        return Optional.ofNullable(members.get(key));
    }

    /// Notes every one of `keys` that is missing, so that all are told at once; reading goes on.
    public DocumentObject requiring(String... keys) {
        for (String key : keys) {
            if (!has(key)) {
                node.report("missing key '" + key + "'");
            }
        }
        return this;
    }

    /// A required text.
    public String text(String key) {
        return required(key).text();
    }

    /// An optional text.
    public Optional<String> optionalText(String key) {
        return optional(key).map(DocumentNode::text);
    }

    /// A text, or what stands for its absence.
    public String text(String key, String absent) {
        return optional(key).map(DocumentNode::text).orElse(absent);
    }

    /// A required whole number within bounds.
    public long integer(String key, long minimum, long maximum) {
        return required(key).integer(minimum, maximum);
    }

    /// A whole number within bounds, or what stands for its absence.
    public long integer(String key, long minimum, long maximum, long absent) {
        return optional(key).map(value -> value.integer(minimum, maximum)).orElse(absent);
    }

    /// A required finite number.
    public double number(String key) {
        return required(key).number();
    }

    /// A finite number, or what stands for its absence.
    public double number(String key, double absent) {
        return optional(key).map(DocumentNode::number).orElse(absent);
    }

    /// `true` or `false`, or what stands for its absence.
    public boolean flag(String key, boolean absent) {
        return optional(key).map(DocumentNode::flag).orElse(absent);
    }

    /// The items of a required list.
    public List<DocumentNode> list(String key) {
        return required(key).list();
    }

    /// The items of a list; none when the key is absent.
    public List<DocumentNode> optionalList(String key) {
        return optional(key).map(DocumentNode::list).orElse(List.of());
    }
}
