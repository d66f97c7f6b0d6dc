import { expect, test } from 'vitest';
import { forgetVisitor } from '../src/visit.ts';

test('nothing that is remembered tells whose page this was, once that is to be forgotten', () => {
  const key = 'abcdefghijklmnopqrstuvwx23';
  const remembered = new Map([
    ['key', key],
    ['directory', `http://host/releases/20261121-7kq2m4xw3c5ab/timelines/ab/${key}.pack\n`],
    ['quality', 'v480'],
  ]);
  forgetVisitor({
    read: (name) => remembered.get(name),
    write: (name, value) => void remembered.set(name, value),
    forget: (name) => void remembered.delete(name),
  });
  expect([...remembered]).toEqual([['quality', 'v480']]);
});
