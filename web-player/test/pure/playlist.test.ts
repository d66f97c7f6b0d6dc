import { describe, expect, test } from 'vitest';
import { parseBucketPlaylist } from '../../src/pure/playlist.ts';
import { MIDNIGHT } from './days.ts';

const TEXT = `#EXTM3U
#EXT-X-VERSION:11
#EXT-X-PLAYLIST-TYPE:VOD
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-DEFINE:QUERYPARAM="r"
#EXT-X-TARGETDURATION:5
#EXT-X-MEDIA-SEQUENCE:9812
#EXT-X-DISCONTINUITY-SEQUENCE:271
#EXT-X-PROGRAM-DATE-TIME:2026-11-21T00:00:01.120Z
#EXT-X-DATERANGE:ID="20261121T000000Z-271",CLASS="programme",START-DATE="2026-11-21T00:00:01.120Z",DURATION=74.333,X-VIDEO="bunny",X-TITLE="Big%20Buck%20%3Cb%3E%2C%20%C3%A4"
#EXT-X-MAP:URI="../../../../segments/k1/{$r}/init.mp4"
#EXTINF:4.004000,
../../../../segments/k1/{$r}/00017.m4s
#EXTINF:2.002000,
../../../../segments/k1/{$r}/00018.m4s
#EXT-X-DISCONTINUITY
#EXT-X-PROGRAM-DATE-TIME:2026-11-21T00:00:07.126Z
#EXT-X-DATERANGE:ID="20261121T000000Z-272",CLASS="slate",START-DATE="2026-11-21T00:00:07.126Z",DURATION=4.000,X-VIDEO="slate",X-TITLE="%ZZ"
#EXT-X-MAP:URI="../../../../segments/k2/{$r}/init.mp4"
#EXTINF:4.000000,
../../../../segments/k2/{$r}/00000.m4s
#EXT-X-ENDLIST
`;

describe('parseBucketPlaylist', () => {
  const { segments, targetDurationSeconds } = parseBucketPlaylist(TEXT, 0);

  test('segments carry their own date, number and map', () => {
    expect(targetDurationSeconds).toBe(5);
    expect(
      segments.map((s) => [s.sequence, s.discontinuity, s.startMillis - MIDNIGHT, s.mapUri.slice(21, 23)]),
    ).toEqual([
      [9812, 271, 1_120, 'k1'],
      [9813, 271, 5_124, 'k1'],
      [9814, 272, 7_126, 'k2'],
    ]);
  });

  test('the title is decoded, and one that cannot be is shown as it is', () => {
    expect(segments.map((s) => s.programme?.title)).toEqual(['Big Buck <b>, ä', 'Big Buck <b>, ä', '%ZZ']);
    expect(segments[2]?.programme?.kind).toBe('slate');
  });

  test('captions are known by language, and entries that cannot be read are not', () => {
    const captioned = (entries: string) =>
      parseBucketPlaylist(TEXT.replace('X-TITLE="%ZZ"', `X-TITLE="%ZZ",X-CAPTIONS="${entries}"`), 0).segments[2]
        ?.programme?.captions;
    expect(segments[2]?.programme?.captions).toEqual(new Map());
    expect(captioned('de.aaaaaaaaaaaaa,pt-br.bbbbbbbbbbbb2')).toEqual(
      new Map([
        ['de', 'de.aaaaaaaaaaaaa'],
        ['pt-br', 'pt-br.bbbbbbbbbbbb2'],
      ]),
    );
    expect(captioned('de,../../x.aaaaaaaaaaaaa,DE.aaaaaaaaaaaaa,fr.aaaaaaaaaaaaa')).toEqual(
      new Map([['fr', 'fr.aaaaaaaaaaaaa']]),
    );
  });

  test('the variable for the rung is left to the reader of the composed text', () => {
    expect(segments[0]?.uri).toBe('../../../../segments/k1/{$r}/00017.m4s');
  });

  test('a shift moves every date', () => {
    expect(parseBucketPlaylist(TEXT, 86_400_000).segments[2]?.startMillis).toBe(MIDNIGHT + 86_407_126);
  });

  test('Windows line ends are read alike', () => {
    expect(parseBucketPlaylist(TEXT.replaceAll('\n', '\r\n'), 0).segments).toEqual(segments);
  });

  test.each([
    ['a text cut short', TEXT.slice(0, -20), /cut short/],
    ['something else than a playlist', '<html>', /#EXTM3U/],
    ['a segment without a duration', TEXT.replace('#EXTINF:2.002000,\n', ''), /EXTINF/],
    ['a duration that is no number', TEXT.replace('2.002000', 'two'), /number/],
  ])('%s is refused', (_, text, reason) => {
    expect(() => parseBucketPlaylist(text, 0)).toThrow(reason);
  });
});
