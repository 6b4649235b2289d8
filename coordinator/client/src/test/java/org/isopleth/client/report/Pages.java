package org.isopleth.client.report;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/// Reads pages as XML, which refuses what is not well formed.
final class Pages {
    private Pages() {}

    static Document parse(String page) throws Exception {
        DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        builder.setErrorHandler(null);
        return builder.parse(new InputSource(new StringReader(page)));
    }

    static List<Element> elements(Node from, String path) throws Exception {
        NodeList found = (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, from, XPathConstants.NODESET);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    /// The text of the first element found, blanks and ties folded.
    static String text(Node from, String path) throws Exception {
        List<Element> found = elements(from, path);
        if (found.isEmpty()) {
            throw new AssertionError("nothing at " + path);
        }
        return found.getFirst().getTextContent().replaceAll("[\\s\u00A0]+", " ").strip();
    }
}
