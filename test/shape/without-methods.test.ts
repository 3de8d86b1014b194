import { expect, test } from 'vitest';
import { withoutMethods } from '../../scripts/build/without-methods.ts';

const CODE = `
export class Link {
  start() { return this.stop(); }
  get isOver() { return true; }
  stop() { return 'stop()'; }
}
function start() {}
`;

test('methods of classes are cut out, and nothing else', () => {
  const left = withoutMethods(CODE, ['isOver', 'start']);
  expect(left.replace(/\s+/g, ' ').trim()).toBe(
    "export class Link { stop() { return 'stop()'; } } function start() {}",
  );
});

test('a library that has lost one of them is looked at anew', () => {
  expect(() => withoutMethods(CODE, ['start', 'restart'])).toThrow('restart');
});
