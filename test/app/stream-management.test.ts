import { beforeEach, describe, expect, test, vi } from 'vitest';
import { manageStream, type StreamManagement } from '../../src/app/xmpp/stream-management.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { type Element, el } from '../../src/protocol/xml.ts';

const of = (name: string, attrs = {}) => el(NS.STREAM_MANAGEMENT, name, attrs);
const success = (...parts: readonly Element[]) => el(NS.SASL2, 'success', {}, ...parts);
const begun = success(el(NS.BIND2, 'bound', {}, of('enabled', { id: 'sm1', resume: 'true' })));
const resumed = (h: number) => success(of('resumed', { h, previd: 'sm1' }));

let said: string[];
let management: StreamManagement;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  said = [];
  management = manageStream((frame) => said.push(frame.replace(/ xmlns="[^"]*"/, '')));
  return () => vi.useRealTimers();
});

describe('going on after the link was lost', () => {
  test('is asked for only where there is something to go on with', () => {
    expect(management.resume()).toBeUndefined();
    expect(management.agreed(begun)).toBe(false);
    expect(management.resume()?.attrs).toEqual({ h: '0', previd: 'sm1' });
    management.forget();
    expect(management.resume()).toBeUndefined();
  });

  test('says how many stanzas came, and nothing of what was no stanza', () => {
    management.received(true);
    management.agreed(begun);
    for (const isStanza of [true, false, true]) management.received(isStanza);
    management.lost();
    expect(management.resume()?.attrs.h).toBe('2');
  });

  test('sends again what the server has not had, and keeps it until it has', () => {
    management.agreed(begun);
    for (const frame of ['1', '2', '3', '4']) management.sent(frame);
    management.take(of('a', { h: 1 }));
    management.lost();
    expect(management.agreed(resumed(2))).toBe(true);
    expect(said).toEqual(['3', '4']);
    management.lost();
    management.agreed(resumed(3));
    expect(said).toEqual(['3', '4', '4']);
  });

  test('that the server refuses leaves nothing of the stream before', () => {
    management.agreed(begun);
    management.sent('1');
    management.received(true);
    management.lost();
    const bound = el(NS.BIND2, 'bound', {}, of('enabled', { id: 'sm2' }));
    expect(management.agreed(success(of('failed'), bound))).toBe(false);
    expect(said).toEqual([]);
    expect(management.resume()?.attrs).toEqual({ h: '0', previd: 'sm2' });
  });

  test('keeps nothing where the server does not count', () => {
    management.agreed(success(el(NS.BIND2, 'bound')));
    management.sent('1');
    management.lost();
    management.agreed(resumed(0));
    expect(said).toEqual([]);
  });
});

describe('the server', () => {
  test('is told how much came when it asks', () => {
    management.agreed(begun);
    management.received(true);
    management.take(of('r'));
    expect(said).toEqual(['<a h="1"/>']);
  });

  test('is asked once about stanzas that are sent one after the other', () => {
    management.agreed(begun);
    for (const frame of ['1', '2']) management.sent(frame);
    management.received(true);
    vi.advanceTimersByTime(1_000);
    expect(said).toEqual(['<r/>']);
  });

  test('is asked for a sign of life when it says nothing for 20 s', () => {
    management.agreed(begun);
    vi.advanceTimersByTime(15_000);
    management.received(false);
    vi.advanceTimersByTime(15_000);
    expect(said).toEqual([]);
    vi.advanceTimersByTime(30_000);
    expect(said).toEqual(['<r/>', '<r/>']);
  });

  test('is asked nothing once the link is gone', () => {
    management.agreed(begun);
    management.sent('1');
    management.lost();
    vi.advanceTimersByTime(60_000);
    expect(said).toEqual([]);
  });
});
