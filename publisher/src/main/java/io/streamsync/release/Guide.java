package io.streamsync.release;

import io.streamsync.release.Channels.Channel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * What is on the public channels of a release: {@code guide.xml} in XMLTV, and {@code guide.m3u}, a
 * list of the channels that names it; see RELEASE-FORMAT.md, "Guide". Slate is no programme. The
 * programmes of a channel are written apart from all others and copied, so that nobody ever holds
 * more than one channel's.
 *
 * @param channels in order of name
 */
public record Guide(List<Channel> channels) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss' +0000'").withZone(ZoneOffset.UTC);

  /** From a release to the site's root. */
  private static final String TO_ROOT = "../../";

  /** Half a second: XMLTV knows whole ones. */
  private static final int HALF_SECOND_NANOS = 500_000_000;

  /**
   * One airing of a video.
   *
   * @param start first instant
   * @param stop first instant after it
   * @param title of the video
   * @param poster path below the site
   */
  public record Airing(Instant start, Instant stop, String title, String poster) {}

  /** Where the {@link #programmes} of a channel are found again. */
  public interface Programmes {
    InputStream of(String channel) throws IOException;
  }

  private interface Content {
    void writeTo(XMLStreamWriter xml) throws XMLStreamException, IOException;
  }

  public Guide {
    channels = channels.stream().sorted(Comparator.comparing(Channel::name)).toList();
  }

  /**
   * The part of {@code guide.xml} that tells of one channel, in UTF-8.
   *
   * @param channel its name
   * @param airings in order of time
   */
  public static byte[] programmes(String channel, List<Airing> airings) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(
        out,
        xml -> {
          for (Airing airing : airings) {
            writeProgramme(xml, channel, airing);
          }
        });
    return out.toByteArray();
  }

  /** XMLTV, in UTF-8: all channels, then all programmes, channel by channel. */
  public void writeXml(Programmes programmes, OutputStream out) throws IOException {
    write(
        out,
        xml -> {
          xml.writeStartDocument("UTF-8", "1.0");
          xml.writeCharacters("\n");
          xml.writeDTD("<!DOCTYPE tv SYSTEM \"xmltv.dtd\">");
          xml.writeCharacters("\n");
          xml.writeStartElement("tv");
          xml.writeAttribute("generator-info-name", "StreamSync");
          for (Channel channel : channels) {
            writeChannel(xml, channel);
          }
          xml.writeCharacters(""); // closes the start tag
          xml.flush();
          for (Channel channel : channels) {
            try (InputStream part = programmes.of(channel.name())) {
              part.transferTo(out);
            }
          }
          xml.writeCharacters("\n");
          xml.writeEndElement();
          xml.writeCharacters("\n");
          xml.writeEndDocument();
        });
  }

  private static void write(OutputStream out, Content content) throws IOException {
    try {
      XMLStreamWriter xml =
          XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
      content.writeTo(xml);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException("the guide cannot be written", e);
    }
  }

  private static void writeChannel(XMLStreamWriter xml, Channel channel) throws XMLStreamException {
    xml.writeCharacters("\n  ");
    xml.writeStartElement("channel");
    xml.writeAttribute("id", channel.name());
    writeText(xml, "display-name", channel.title());
    xml.writeCharacters("\n    ");
    xml.writeStartElement("url");
    xml.writeCharacters(page(channel));
    xml.writeEndElement();
    xml.writeCharacters("\n  ");
    xml.writeEndElement();
  }

  private static void writeProgramme(XMLStreamWriter xml, String channel, Airing airing)
      throws XMLStreamException {
    xml.writeCharacters("\n  ");
    xml.writeStartElement("programme");
    xml.writeAttribute("start", time(airing.start()));
    xml.writeAttribute("stop", time(airing.stop()));
    xml.writeAttribute("channel", channel);
    writeText(xml, "title", airing.title());
    xml.writeCharacters("\n    ");
    xml.writeEmptyElement("icon");
    xml.writeAttribute("src", TO_ROOT + airing.poster());
    xml.writeCharacters("\n  ");
    xml.writeEndElement();
  }

  private static void writeText(XMLStreamWriter xml, String element, String text)
      throws XMLStreamException {
    xml.writeCharacters("\n    ");
    xml.writeStartElement(element);
    xml.writeCharacters(printable(text));
    xml.writeEndElement();
  }

  /** To the nearest second, so that what ends is followed by what begins. */
  private static String time(Instant instant) {
    return TIME.format(instant.plusNanos(HALF_SECOND_NANOS));
  }

  /** What XML 1.0 (section 2.2) cannot hold becomes a replacement character. */
  private static String printable(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .map(character -> isXml(character) ? character : 0xFFFD)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }

  private static boolean isXml(int character) {
    return character == '\t'
        || (character >= ' ' && character < 0xD800)
        || (character >= 0xE000 && character <= 0xFFFD)
        || character > 0xFFFF;
  }

  /** The channels, each with the address of the page that plays it. */
  public byte[] m3u() {
    StringBuilder text =
        new StringBuilder("#EXTM3U url-tvg=\"guide.xml\" x-tvg-url=\"guide.xml\"\n");
    for (Channel channel : channels) {
      String title = channel.title().replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]", " ");
      text.append("#EXTINF:-1 tvg-id=\"")
          .append(channel.name())
          .append("\" tvg-name=\"")
          .append(title.replace('"', '\''))
          .append("\",")
          .append(title)
          .append('\n')
          .append(page(channel))
          .append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String page(Channel channel) {
    return TO_ROOT + SitePaths.INDEX + "?channel=" + channel.name();
  }
}
