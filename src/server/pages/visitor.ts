import type { EmergencyFor } from '../../protocol/emergency.ts';
import type { StanzaError } from '../../protocol/stanza.ts';
import { type ServiceTrouble, troubleOfStanza } from '../../protocol/trouble.ts';
import type { Element } from '../../protocol/xml.ts';
import type { TextSize } from '../../screens/settings.tsx';
import type { PagesText } from '../../screens/text/pages-text.ts';
import { NoAnswer, RequestRefused } from '../stream/client.ts';
import { SignInRefused } from '../stream/sasl2.ts';
import type { Memory } from './session/memory.ts';
import type { OpenFacts } from './session/open-facts.ts';

/** Somebody who asks the channel service: a person, or everybody who reads without an account. */
export interface Asker {
  /** Bare JID; `null` without an account. */
  readonly me: string | null;
  /**
   * Asks the channel service; gives the answering iq.
   *
   * @throws RequestRefused where the service refuses, NoAnswer where there is no answer.
   */
  ask(type: 'get' | 'set', payload: Element): Promise<Element>;
  /** Asks the media service, as {@link ask} does; nobody does without an account. */
  readonly askMedia?: Asker['ask'];
  /** Asks the XMPP server about one's own account; nobody does without one. */
  readonly askServer?: Asker['ask'];
  /** What is known of a person's own channels; `null` without an account. */
  readonly memory: Memory | null;
}

/** What the operator's files say, known without asking anybody. */
export interface OperatorsPlaces {
  isThere(id: string): boolean;
  readonly emergency: EmergencyFor;
}

/** For whom a page is drawn. */
export interface Visitor extends Asker {
  readonly t: PagesText;
  /** What everybody may know. */
  readonly facts: OpenFacts;
  /** Asks as everybody does who reads without an account. */
  readonly everybody: Asker;
  readonly domain: string;
  readonly places: OperatorsPlaces;
  /** Who runs the site; may be empty. */
  readonly operator: string;
  /** The server's time, in milliseconds. */
  readonly now: number;
  readonly textSize: TextSize;
  /** Whether photos wait until they are asked for. */
  readonly onTap: boolean;
  /** How things stand, where that is worth a sentence. */
  readonly notice: string | null;
  /** Whether somebody is going to read it: who asks with HEAD gets none of it. */
  readonly isSeen: boolean;
  /** Told of each mistake of ours that a page was kept from being shown by: it is nobody else's to see. */
  readonly onMistake: (error: unknown) => void;
}

/** The same place, for a person. */
export function personOf(
  reader: Visitor,
  { me, ask, askMedia, askServer, memory }: Asker,
): Visitor {
  const asks = { ask, ...(askMedia && { askMedia }), ...(askServer && { askServer }) };
  return { ...reader, me, memory, ...asks };
}

/** Whether that is neither a refusal nor silence: then no page may hide it from the operator. */
export function isOurMistake(error: unknown): boolean {
  const expected = [RequestRefused, NoAnswer, SignInRefused];
  return !expected.some((kind) => error instanceof kind);
}

/**
 * Why something could not be read or written, in the terms that people are told.
 *
 * @throws what {@link isOurMistake}: `drawTrouble` tells the operator.
 */
export function troubleOf(error: unknown): ServiceTrouble {
  if (error instanceof RequestRefused) return troubleOfStanza(error satisfies StanzaError);
  if (isOurMistake(error)) throw error;
  // No connection, or no answer in time: the service's matter, not the person's.
  return 'service-away';
}
