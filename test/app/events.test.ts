import { EventEmitter as NodeEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { EventEmitter } from '../../src/app/xmpp/events.ts';

/** What is heard, in order, of events sent while listeners come and go. */
function play(emitter: EventEmitter | NodeEmitter): readonly unknown[] {
  const heard: unknown[] = [];
  const first = (...args: unknown[]) => heard.push(['first', ...args]);
  const second = () => {
    heard.push('second');
    emitter.removeListener('a', third);
    emitter.on('a', first);
  };
  const third = () => heard.push('third');
  const single = () => {
    heard.push('single');
    emitter.emit('a', 'nested');
  };
  emitter.on('a', first).once('a', single).on('a', second).addListener('a', third);
  heard.push(emitter.emit('a', 1, 2), emitter.emit('a'), emitter.emit('nobody'));
  emitter.once('b', third).removeListener('b', third);
  heard.push(emitter.emit('b'));
  emitter.removeAllListeners('a');
  heard.push(emitter.emit('a'));
  return heard;
}

test('listeners are called as those of Node.js are', () => {
  expect(play(new EventEmitter())).toEqual(play(new NodeEmitter()));
});

test('an error that nobody listens to is thrown', () => {
  expect(() => new EventEmitter().emit('error', new Error('lost'))).toThrow('lost');
});
