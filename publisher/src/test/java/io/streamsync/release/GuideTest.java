package io.streamsync.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamsync.release.Channels.Channel;
import io.streamsync.release.Guide.Airing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXParseException;

class GuideTest {
  private static final Instant MIDNIGHT = Instant.parse("2026-11-21T00:00:00Z");

  private static final Guide GUIDE =
      new Guide(List.of(new Channel("news", "News & <more>"), new Channel("main", "Main")));

  private static final List<Airing> NEWS =
      List.of(
          airing("00:00:00Z", "00:01:14.333Z", "Big \"Buck\" Bunny"),
          airing("00:01:14.333Z", "23:59:59.600Z", "Später"));

  /** With the programmes of one channel. */
  private static byte[] xml(Guide guide, String channel, List<Airing> airings) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    guide.writeXml(
        name ->
            new ByteArrayInputStream(
                Guide.programmes(name, name.equals(channel) ? airings : List.of())),
        out);
    return out.toByteArray();
  }

  private static Airing airing(String start, String stop, String title) {
    return new Airing(
        Instant.parse("2026-11-21T" + start),
        Instant.parse("2026-11-21T" + stop),
        title,
        SitePaths.poster("k"));
  }

  @Test
  void xml_isTheGoldenText() throws Exception {
    assertThat(new String(xml(GUIDE, "news", NEWS), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE tv SYSTEM "xmltv.dtd">
            <tv generator-info-name="StreamSync">
              <channel id="main">
                <display-name>Main</display-name>
                <url>../../index.html?channel=main</url>
              </channel>
              <channel id="news">
                <display-name>News &amp; &lt;more&gt;</display-name>
                <url>../../index.html?channel=news</url>
              </channel>
              <programme start="20261121000000 +0000" stop="20261121000114 +0000" channel="news">
                <title>Big "Buck" Bunny</title>
                <icon src="../../segments/k/poster.jpg"/>
              </programme>
              <programme start="20261121000114 +0000" stop="20261122000000 +0000" channel="news">
                <title>Später</title>
                <icon src="../../segments/k/poster.jpg"/>
              </programme>
            </tv>
            """);
  }

  @Test
  void xml_isValid_andSomethingElseWouldNotBe() throws Exception {
    assertThat(faults(xml(GUIDE, "news", NEWS))).isEmpty();
    assertThat(faults(xml(new Guide(List.of()), "", List.of()))).isEmpty();
    String text = new String(xml(GUIDE, "news", NEWS), StandardCharsets.UTF_8);
    assertThat(faults(text.replace("channel=\"news\"", "").getBytes(StandardCharsets.UTF_8)))
        .isNotEmpty();
    assertThat(faults(text.replace("title>", "name>").getBytes(StandardCharsets.UTF_8)))
        .isNotEmpty();
  }

  @Test
  void titleThatXmlCannotHold_isReadBackWithReplacements() throws Exception {
    String title = "bell \u0007, null \0, half \ud83d, whole \ud83d\ude00, end \uffff ]]>";
    Guide guide = new Guide(List.of(new Channel("c", title)));
    List<Airing> airings = List.of(new Airing(MIDNIGHT, MIDNIGHT.plusSeconds(1), title, "p"));

    NodeList titles =
        parse(xml(guide, "c", airings), new ArrayList<>()).getElementsByTagName("title");

    assertThat(titles.item(0).getTextContent())
        .isEqualTo("bell \ufffd, null \ufffd, half \ufffd, whole \ud83d\ude00, end \ufffd ]]>");
  }

  @Test
  void programmesThatFollowEachOther_doSoInWholeSeconds() throws Exception {
    List<Airing> airings = new ArrayList<>();
    Instant start = MIDNIGHT;
    for (int i = 0; i < 500; i++) {
      Instant stop = start.plusMillis(1000 + 37L * i);
      airings.add(new Airing(start, stop, "t" + i, "p"));
      start = stop;
    }

    Guide guide = new Guide(List.of(new Channel("c", "C")));
    Document xml = parse(xml(guide, "c", airings), new ArrayList<>());

    NodeList programmes = xml.getElementsByTagName("programme");
    for (int i = 1; i < programmes.getLength(); i++) {
      String before = ((Element) programmes.item(i - 1)).getAttribute("stop");
      Element programme = (Element) programmes.item(i);
      assertThat(programme.getAttribute("start")).isEqualTo(before);
      assertThat(programme.getAttribute("stop")).isGreaterThan(before);
    }
  }

  /** More than an array or a heap of a test holds. */
  @Test
  void programmesOfAnySize_areCopiedAndNeverHeld() throws Exception {
    Guide guide = new Guide(List.of(new Channel("a", "A"), new Channel("b", "B")));
    AtomicLong written = new AtomicLong();

    guide.writeXml(channel -> new Zeros(1L << 31), counting(written));

    assertThat(written.get()).isGreaterThan(1L << 32).isLessThan((1L << 32) + 1000);
  }

  private static OutputStream counting(AtomicLong written) {
    return new OutputStream() {
      @Override
      public void write(int b) {
        written.incrementAndGet();
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        written.addAndGet(length);
      }
    };
  }

  /** So many bytes. */
  private static final class Zeros extends InputStream {
    private long left;

    Zeros(long length) {
      left = length;
    }

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      if (left == 0) {
        return -1;
      }
      int read = (int) Math.min(left, length);
      left -= read;
      return read;
    }
  }

  @Test
  void m3u_namesThePageOfEachChannel() {
    assertThat(new String(GUIDE.m3u(), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            #EXTM3U url-tvg="guide.xml" x-tvg-url="guide.xml"
            #EXTINF:-1 tvg-id="main" tvg-name="Main",Main
            ../../index.html?channel=main
            #EXTINF:-1 tvg-id="news" tvg-name="News & <more>",News & <more>
            ../../index.html?channel=news
            """);
  }

  @Test
  void m3u_titleWithLineBreaksAndQuotes_staysOneLine() {
    Guide guide = new Guide(List.of(new Channel("c", "a\r\nb \"c\"\u0085")));

    assertThat(new String(guide.m3u(), StandardCharsets.UTF_8).lines())
        .contains("#EXTINF:-1 tvg-id=\"c\" tvg-name=\"a  b 'c' \",a  b \"c\" ")
        .hasSize(3);
  }

  private static List<String> faults(byte[] xml) throws Exception {
    List<String> faults = new ArrayList<>();
    parse(xml, faults);
    return faults;
  }

  /** With a validating parser. */
  private static Document parse(byte[] xml, List<String> faults) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setValidating(true);
    DocumentBuilder builder = factory.newDocumentBuilder();
    builder.setEntityResolver((publicId, systemId) -> dtd());
    builder.setErrorHandler(new Listed(faults));
    return builder.parse(new ByteArrayInputStream(xml));
  }

  private static InputSource dtd() {
    InputStream dtd = GuideTest.class.getResourceAsStream("/xmltv-used.dtd");
    return new InputSource(Objects.requireNonNull(dtd));
  }

  private record Listed(List<String> faults) implements ErrorHandler {
    @Override
    public void warning(SAXParseException e) {
      faults.add(e.getMessage());
    }

    @Override
    public void error(SAXParseException e) {
      faults.add(e.getMessage());
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXParseException {
      throw e;
    }
  }
}
