package org.isopleth.ontology.document;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// The way in: reads a document and hands its root to a reader, and throws every problem together.
///
/// ```java
/// Policy policy = Document.read(file, root -> {
///     DocumentObject keys = root.object("version", "sites").requiring("version", "sites");
///     keys.integer("version", 1, 1);
///     return new Policy(keys.required("sites").map(node -> new SiteId(node.text())));
/// });
/// ```
///
/// Accepted is the part of YAML that means what it looks like: scalars, lists and objects in one
/// document of at most 1 MiB of UTF-8, nested at most 32 deep. Anchors, aliases, tags, merge keys and
/// directives are refused. Stateless, thread-safe; the nodes it hands out are not.
public final class Document {
    static final int MAX_BYTES = 1 << 20;

    private Document() {}

    /// Reads a file.
    ///
    /// @throws DocumentException when it cannot be read, is no such document, or `reader` finds
    ///     problems
    public static <T> T read(Path file, Function<? super DocumentNode, ? extends T> reader) {
        return parse(file.toString(), bytes(file), reader);
    }

    /// The bytes of a file, for documents that are known by their digest; of a file that is too
    /// large, just so many that [#parse(String, byte[], Function)] refuses them.
    ///
    /// @throws DocumentException when it cannot be read
    public static byte[] bytes(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MAX_BYTES + 1);
        } catch (NoSuchFileException _) {
            throw start(file.toString(), "the file does not exist");
        } catch (IOException _) {
            throw start(file.toString(), "the file cannot be read");
        }
    }

    /// As [#read], from bytes that have a name.
    public static <T> T parse(String source, byte[] utf8, Function<? super DocumentNode, ? extends T> reader) {
        if (utf8.length > MAX_BYTES) {
            throw start(source, "the document is larger than 1 MiB");
        }
        return parse(source, decode(source, utf8), reader);
    }

    /// As [#read], from text that has a name.
    public static <T> T parse(String source, String text, Function<? super DocumentNode, ? extends T> reader) {
        if (text.length() > MAX_BYTES) {
            throw start(source, "the document is larger than 1 MiB");
        }
        List<DocumentProblem> problems = new ArrayList<>();
        DocumentNode root = new DocumentParser(source, text, problems).root();
        List<T> value = new ArrayList<>();
        root.<T>attempt(reader).ifPresent(value::add);
        if (!problems.isEmpty()) {
            throw new DocumentException(problems);
        }
        return value.getFirst();
    }

    private static String decode(String source, byte[] utf8) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        try {
            return decoder.decode(ByteBuffer.wrap(utf8)).toString();
        } catch (CharacterCodingException _) {
            throw start(source, "the text is not UTF-8");
        }
    }

    private static DocumentException start(String source, String problem) {
        return new DocumentException(new DocumentProblem(source, 1, 1, problem));
    }
}
