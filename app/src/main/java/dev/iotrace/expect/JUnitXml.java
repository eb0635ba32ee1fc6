package dev.iotrace.expect;

import dev.iotrace.report.Format;
import dev.iotrace.report.SafeText;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// The outcomes as JUnit XML, which servers for continuous integration read: a test suite for each
/// report, a test case for each that is asked.
public final class JUnitXml implements Format<List<Checked>> {
  @Override
  public void write(List<Checked> reports, Writer out) throws IOException {
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("testsuites");
      for (Checked report : reports) {
        write(report, xml);
      }
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.flush();
      out.write('\n');
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  private static void write(Checked report, XMLStreamWriter xml) throws XMLStreamException {
    String file = SafeText.of(report.file());
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", file);
    xml.writeAttribute("tests", Integer.toString(report.outcomes().size()));
    xml.writeAttribute("failures", Long.toString(report.failed()));
    for (Expectation.Outcome outcome : report.outcomes()) {
      xml.writeStartElement("testcase");
      xml.writeAttribute("classname", file);
      xml.writeAttribute("name", outcome.asked());
      if (!outcome.met()) {
        xml.writeStartElement("failure");
        xml.writeAttribute("message", SafeText.of(outcome.asked() + ": " + outcome.found()));
        xml.writeEndElement();
      }
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }
}
