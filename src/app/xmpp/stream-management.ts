/** Going on where a lost link left off (XEP-0198): what came is counted, what was sent is kept until it counts. */
import { NS } from '../../protocol/namespaces.ts';
import { child, type Element, el } from '../../protocol/xml.ts';
import { writeFrame } from './frame.ts';

/** How often the server is asked for a sign of life. */
const ASK = 20_000;
/** Stanzas that are sent one after the other are asked about once. */
const SOON = 250;

export interface StreamManagement {
  /** What asks for a stream that can be gone on with. */
  enable(): Element;
  /** What asks to go on with the last one; `undefined` where there is none. */
  resume(): Element | undefined;
  /** Reads the server's answer to both, and whether it goes on; sends again what the last link lost. */
  agreed(success: Element): boolean;
  /** A stanza was sent. */
  sent(frame: string): void;
  /** Something came that is a stanza … */
  received(isStanza: boolean): void;
  /** … or speaks of stanzas. */
  take(element: Element): void;
  /** Asks now what has arrived. */
  ask(): void;
  /** Says how much came, as one does before one goes. */
  acknowledge(): void;
  /** The link is gone. */
  lost(): void;
  /** The next stream is a new one: what the last one left unacknowledged is given up. */
  forget(): void;
}

export function manageStream(write: (frame: string) => void): StreamManagement {
  let id: string | undefined;
  let isOn = false;
  let received = 0;
  let acknowledged = 0;
  let kept: string[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const say = (name: string, attrs = {}) =>
    write(writeFrame(el(NS.STREAM_MANAGEMENT, name, attrs)));
  const acknowledge = () => say('a', { h: received });

  function ask() {
    askIn(ASK);
    say('r');
  }

  function askIn(milliseconds: number) {
    clearTimeout(timer);
    if (isOn) timer = setTimeout(ask, milliseconds);
  }

  /** What the server has had so far does not have to be kept. */
  function drop(count: string | undefined) {
    const total = Number(count);
    kept.splice(0, total - acknowledged);
    acknowledged = total;
  }

  function forget() {
    id = undefined;
    received = 0;
    acknowledged = 0;
    kept = [];
  }

  return {
    enable: () => el(NS.STREAM_MANAGEMENT, 'enable', { resume: 'true' }),
    resume: () =>
      id === undefined
        ? undefined
        : el(NS.STREAM_MANAGEMENT, 'resume', { h: received, previd: id }),
    agreed(success) {
      const resumed = child(success, 'resumed', NS.STREAM_MANAGEMENT);
      if (resumed) {
        drop(resumed.attrs.h);
        kept.forEach(write);
      } else forget();
      const bound = child(success, 'bound', NS.BIND2);
      const enabled = child(bound, 'enabled', NS.STREAM_MANAGEMENT);
      if (enabled) id = enabled.attrs.id;
      isOn = Boolean(resumed ?? enabled);
      askIn(ASK);
      return resumed !== undefined;
    },
    sent(frame) {
      if (!isOn) return;
      kept.push(frame);
      askIn(SOON);
    },
    received(isStanza) {
      if (isStanza) received += 1;
      // Until what was sent is acknowledged, the question about that is on its way, or soon.
      if (kept.length === 0) askIn(ASK);
    },
    take({ name, attrs }) {
      if (name === 'r') acknowledge();
      else drop(attrs.h);
    },
    ask,
    acknowledge,
    lost() {
      isOn = false;
      clearTimeout(timer);
    },
    forget,
  };
}
