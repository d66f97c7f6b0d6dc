import { expect, test } from 'vitest';
import { languageName } from '../../src/pure/languages.ts';

test.each([
  ['de', 'Deutsch'],
  ['pt-br', 'português (Brasil)'],
  ['qaa', 'qaa'],
  ['de-aaaaaaaa-bbbbbbbb-1', 'de-aaaaaaaa-bbbbbbbb-1'],
])('%s is called %s', (tag, name) => {
  expect(languageName(tag)).toBe(name);
});
