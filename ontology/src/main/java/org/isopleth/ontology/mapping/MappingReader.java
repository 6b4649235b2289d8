package org.isopleth.ontology.mapping;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.isopleth.canonical.Digest;
import org.isopleth.ontology.Vocabulary;
import org.isopleth.ontology.document.Document;
import org.isopleth.ontology.document.DocumentException;
import org.isopleth.ontology.document.DocumentNode;
import org.isopleth.ontology.document.DocumentObject;
import org.isopleth.term.TermId;

/// Reads mapping documents. Relative files in a document are relative to the document's folder.
///
/// ```yaml
/// mapping: 1
/// name: follow-up
/// language: nl
/// source:
///   csv: {file: opvolging.csv, delimiter: ";", charset: windows-1252, decimal: comma}
/// patient: id
/// disease: ncit:C4878
/// fold: [case, blanks]
/// missing: [onbekend]
/// columns:
///   - {column: geslacht, term: ncit:C28421, kind: categorical, values: {man: ncit:C20197, vrouw: ncit:C16576}}
///   - {column: leeftijd, term: ncit:C25150, kind: numeric, unit: a, range: [0, 120]}
/// ```
///
/// Immutable, thread-safe.
public final class MappingReader {
    private final Vocabulary vocabulary;

    /// @param vocabulary the terms a mapping may use
    public MappingReader(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /// Reads a file.
    ///
    /// @throws DocumentException when it is not a mapping document; all problems are told
    public MappingDocument read(Path file) {
        return read(
                file.toString(),
                Document.bytes(file),
                file.toAbsolutePath().resolveSibling("").normalize());
    }

    /// As [#read(Path)], from bytes that have a name.
    ///
    /// @param folder what relative files are relative to
    public MappingDocument read(String source, byte[] utf8, Path folder) {
        return Document.parse(source, utf8, root -> mapping(root, folder, Digest.of(utf8)));
    }

    private MappingDocument mapping(DocumentNode root, Path folder, Digest digest) {
        DocumentObject keys = root.object(
                        "mapping", "name", "language", "source", "patient", "disease", "fold", "missing", "columns")
                .requiring("mapping", "name", "language", "source", "patient", "columns");
        keys.integer("mapping", MappingDocument.VERSION, MappingDocument.VERSION);
        DocumentObject table = keys.required("source").object("csv", "jdbc");
        Folding folding = keys.optional("fold").map(MappingReader::folding).orElse(Folding.NONE);
        ColumnReader columnReader = new ColumnReader(
                vocabulary, new ColumnDefaults(folding, ColumnReader.markers(keys, folding), decimalComma(table)));
        // Columns before the source, so that a problem in one does not hide those of the other.
        List<MappedColumn> columns = keys.required("columns").map(columnReader::read);
        refuseRepeated(keys.required("columns"), columns);
        Optional<TermId> disease = keys.optional("disease").map(columnReader::concept);
        return new MappingDocument(
                name(keys.required("name")),
                keys.text("language"),
                source(table, folder),
                ColumnReader.columnName(keys.required("patient")),
                disease,
                columns,
                digest);
    }

    private static String name(DocumentNode node) {
        String name = node.text();
        if (!name.matches("[a-z0-9][a-z0-9-]{0,39}")) {
            throw node.problem("a mapping's name has lower-case letters, digits and hyphens, at most 40");
        }
        return name;
    }

    private static Folding folding(DocumentNode node) {
        List<String> folded = node.map(item -> item.oneOf("case", "blanks"));
        return new Folding(folded.contains("case"), folded.contains("blanks"));
    }

    private static boolean decimalComma(DocumentObject table) {
        return table.optional("csv")
                .filter(DocumentNode::isObject)
                .map(MappingReader::csvKeys)
                .flatMap(csv -> csv.optional("decimal"))
                .map(node -> node.oneOf("point", "comma").equals("comma"))
                .orElse(false);
    }

    private static DocumentObject csvKeys(DocumentNode node) {
        return node.object("file", "delimiter", "charset", "decimal");
    }

    private static TableSource source(DocumentObject table, Path folder) {
        if (table.has("csv") == table.has("jdbc")) {
            throw table.node().problem("a source is either 'csv' or 'jdbc'");
        }
        return table.has("csv") ? csv(table.required("csv"), folder) : jdbc(table.required("jdbc"), folder);
    }

    private static TableSource.Csv csv(DocumentNode node, Path folder) {
        DocumentObject keys = csvKeys(node);
        String delimiter = keys.optional("delimiter")
                .map(value -> {
                    String text = value.textOrEmpty();
                    if (text.length() != 1 || "\"\r\n".contains(text)) {
                        throw value.problem("a delimiter is one character, for example \";\" or \"\\t\"");
                    }
                    return text;
                })
                .orElse(",");
        Charset charset = keys.optional("charset").map(MappingReader::charset).orElse(StandardCharsets.UTF_8);
        return new TableSource.Csv(folder.resolve(keys.text("file")), delimiter.charAt(0), charset);
    }

    private static Charset charset(DocumentNode node) {
        try {
            return Charset.forName(node.text());
        } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
            throw node.problem(
                    "unknown charset '" + node.text() + "'; usual ones are utf-8, windows-1252, iso-8859-15");
        }
    }

    private static TableSource.Jdbc jdbc(DocumentNode node, Path folder) {
        DocumentObject keys =
                node.object("url", "user", "password-file", "query").requiring("url", "query");
        return new TableSource.Jdbc(
                url(keys.required("url"), folder),
                keys.optionalText("user"),
                keys.optionalText("password-file").map(folder::resolve),
                query(keys.required("query")));
    }

    private static String url(DocumentNode node, Path folder) {
        String url = node.text();
        String lower = url.toLowerCase(Locale.ROOT);
        if (!lower.startsWith("jdbc:h2:") && !lower.startsWith("jdbc:postgresql:")) {
            throw node.problem("a database is given as jdbc:h2:… or jdbc:postgresql:…");
        }
        if (lower.contains("password")) {
            throw node.problem("a password does not belong into the address; name a file with 'password-file'");
        }
        if (lower.contains(";init=")) {
            throw node.problem("an address runs no statements; 'INIT' is not used here");
        }
        // H2 would take it as relative to the folder the program happens to run in.
        return url.startsWith("jdbc:h2:./")
                ? "jdbc:h2:file:" + folder.resolve(url.substring("jdbc:h2:./".length()))
                : url;
    }

    private static String query(DocumentNode node) {
        String query = node.text().strip();
        String start = query.toLowerCase(Locale.ROOT);
        if (!start.matches("(?s)(select|with)\\b.*")) {
            throw node.problem("a query is one SELECT");
        }
        return query.endsWith(";") ? query.substring(0, query.length() - 1) : query;
    }

    private static void refuseRepeated(DocumentNode node, List<MappedColumn> columns) {
        Set<String> seen = new HashSet<>();
        for (MappedColumn column : columns) {
            String kind = column instanceof MappedColumn.Categorical ? "categories" : "numbers";
            if (!seen.add(column.term() + kind)) {
                node.report(
                        "term '" + column.term() + "' is given twice as " + kind + "; a table says each thing once");
            }
        }
    }
}
