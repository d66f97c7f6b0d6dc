import { expect, test } from 'vitest';
import { NothingOnAirError } from '../../src/feed.ts';
import { NewerFormatError } from '../../src/pure/live.ts';
import { retryDelayAfter } from '../../src/retry.ts';

test.each([
  ['a host in trouble is asked again soon', new Error('503'), 1000],
  ['where nothing is on air, at the latest when the next bucket begins', new NothingOnAirError(5000, 5400), 400],
  ['where no day is known, as with any trouble', new NothingOnAirError(5000, undefined), 1000],
  ['a format that this page cannot read does not change in a hurry', new NewerFormatError(), 60_000],
])('%s', (_, error, millis) => {
  expect(retryDelayAfter(error, 1, 5000, 1)).toBe(millis);
});
