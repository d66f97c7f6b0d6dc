import { describe, expect, test } from 'vitest';
import { audienceOf, MAIN, packPath } from '../../src/pure/audience.ts';

const KEY = 'abcdefghijklmnopqrstuvwx23';

describe('audienceOf', () => {
  test.each([
    ['no link at all means the main channel', '', '', undefined, MAIN],
    ['a key in the fragment means its viewer', '', `#u=${KEY}`, undefined, { kind: 'viewer', key: KEY }],
    ['a channel is asked for by name', '?channel=news', '', undefined, { kind: 'channel', name: 'news' }],
    ['a remembered key stands in for a link', '', '', KEY, { kind: 'viewer', key: KEY }],
    ['a channel asked for wins over a remembered key', '?channel=news', '', KEY, { kind: 'channel', name: 'news' }],
    ['a key in the link wins over a channel', '?channel=news', `#u=${KEY}`, undefined, { kind: 'viewer', key: KEY }],
    ['a key of another form never reaches a URL', '', '#u=../../x', undefined, undefined],
    ['an upper-case key is no key', '', `#u=${KEY.toUpperCase()}`, undefined, undefined],
    ['a key that was cut short is not the remembered viewer', '', `#u=${KEY.slice(1)}`, KEY, undefined],
    ['a fragment about something else is no key', '', '#top', KEY, { kind: 'viewer', key: KEY }],
    ['a channel that would leave its folder is none', '?channel=../x', '', undefined, undefined],
  ])('%s', (_, query, fragment, remembered, audience) => {
    expect(audienceOf(query, fragment, remembered)).toEqual(audience);
  });
});

test('a viewer lies in the shard of the first two characters of the key, a channel in c', () => {
  expect(packPath('r', { kind: 'viewer', key: KEY })).toBe(`releases/r/timelines/ab/${KEY}.pack`);
  expect(packPath('r', MAIN)).toBe('releases/r/timelines/c/main.pack');
});
