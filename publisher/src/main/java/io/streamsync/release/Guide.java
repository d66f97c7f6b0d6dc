package io.streamsync.release;

import java.io.ByteArrayOutputStream;
import java.io.Serializable;
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
 * list of the channels that names it; see RELEASE-FORMAT.md, "Guide". Slate is no programme.
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
   * One public timeline.
   *
   * @param name that the page is asked for
   * @param title that viewers read
   * @param airings in order of time
   */
  public record Channel(String name, String title, List<Airing> airings) implements Serializable {
    public Channel {
      airings = List.copyOf(airings);
    }
  }

  /**
   * One airing of a video.
   *
   * @param start first instant
   * @param stop first instant after it
   * @param title of the video
   * @param poster path below the site
   */
  public record Airing(Instant start, Instant stop, String title, String poster)
      implements Serializable {} // crosses the shuffle

  public Guide {
    channels = channels.stream().sorted(Comparator.comparing(Channel::name)).toList();
  }

  /** XMLTV, in UTF-8: all channels, then all programmes, channel by channel. */
  public byte[] xml() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      XMLStreamWriter xml =
          XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      xml.writeDTD("<!DOCTYPE tv SYSTEM \"xmltv.dtd\">");
      xml.writeCharacters("\n");
      xml.writeStartElement("tv");
      xml.writeAttribute("generator-info-name", "StreamSync");
      for (Channel channel : channels) {
        writeChannel(xml, channel);
      }
      for (Channel channel : channels) {
        for (Airing airing : channel.airings()) {
          writeProgramme(xml, channel, airing);
        }
      }
      xml.writeCharacters("\n");
      xml.writeEndElement();
      xml.writeCharacters("\n");
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("writing to memory cannot fail", e);
    }
    return out.toByteArray();
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

  private static void writeProgramme(XMLStreamWriter xml, Channel channel, Airing airing)
      throws XMLStreamException {
    xml.writeCharacters("\n  ");
    xml.writeStartElement("programme");
    xml.writeAttribute("start", time(airing.start()));
    xml.writeAttribute("stop", time(airing.stop()));
    xml.writeAttribute("channel", channel.name());
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
