import { NS } from '../../protocol/namespaces.ts';
import type { ErrorType, StanzaError } from '../../protocol/stanza.ts';
import { StorageError } from '../storage/database.ts';

/**
 * The service says no. Carries the exact error of the protocol; handlers throw it, the router
 * answers with it, and nothing else of an exception ever reaches a client.
 */
export class Refusal extends Error implements StanzaError {
  readonly type: ErrorType;
  readonly condition: string;
  readonly app: StanzaError['app'];
  readonly text: string | undefined;

  constructor(type: ErrorType, condition: string, app?: StanzaError['app'], text?: string) {
    super(text ?? app?.name ?? condition);
    this.type = type;
    this.condition = condition;
    this.app = app;
    this.text = text;
  }
}

/** What `act` gives, or `instead` where it is refused; a mistake of ours is no refusal. */
export function unlessRefused<T>(act: () => T, instead: T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof Refusal) return instead;
    throw error;
  }
}

const pubsubError = (name: string) => ({ ns: NS.PUBSUB_ERRORS, name });
const channelError = (name: string) => ({ ns: NS.BUDDYCLOUD_ERRORS, name });

/** Bad request with one of XEP-0060's or Buddycloud's reasons. */
export const badRequest = (reason?: string, text?: string) =>
  new Refusal('modify', 'bad-request', reason ? pubsubError(reason) : undefined, text);
export const badChannelRequest = (reason: string) =>
  new Refusal('modify', 'bad-request', channelError(reason));

export const notFound = () => new Refusal('cancel', 'item-not-found');
export const forbidden = () => new Refusal('auth', 'forbidden');
/** `not-authorized` of who follows without any role. */
export const closedNode = (condition: 'forbidden' | 'not-authorized') =>
  new Refusal('auth', condition, pubsubError('closed-node'));
export const pendingSubscription = () =>
  new Refusal('auth', 'not-authorized', pubsubError('pending-subscription'));
export const notAuthorized = () => new Refusal('auth', 'not-authorized');
/** For readers without an account. */
export const registrationRequired = () => new Refusal('auth', 'registration-required');
export const notAllowed = () => new Refusal('cancel', 'not-allowed');
export const unexpectedRequest = () => new Refusal('modify', 'unexpected-request');
export const notImplemented = () => new Refusal('cancel', 'feature-not-implemented');
export const conflict = () => new Refusal('cancel', 'conflict');
/** The id belongs to something that was removed. */
export const gone = () => new Refusal('cancel', 'gone');
export const nodeMustHaveOwner = (text?: string) =>
  new Refusal('cancel', 'not-allowed', { ns: NS.BUDDYCLOUD, name: 'node-must-have-owner' }, text);
export const cannotDeleteEphemeral = () =>
  new Refusal('cancel', 'not-allowed', channelError('can-not-delete-ephemeral-node'));
export const cannotModifyOwn = (what: 'subscription' | 'affiliation') =>
  new Refusal('cancel', 'not-allowed', channelError(`can-not-modify-own-${what}`));
const notBefore = (seconds: number, why: string) =>
  new Refusal(
    'wait',
    'resource-constraint',
    { ns: NS.LIMITS, name: 'retry-after', attrs: { seconds: String(seconds) } },
    `${why} Try again in ${seconds} seconds.`,
  );
/** For whoever asks faster than a person can. */
export const tooFast = (seconds: number) => notBefore(seconds, 'Too fast.');
/** For whoever writes where many do: told a while, and up to twice as long, so that they do not come back together. */
export const tooMuchAtOnce = (seconds: number) =>
  notBefore(
    Math.ceil(Math.max(seconds, ABLE_AFTER.busy) * (1 + Math.random())),
    'Too much is written here just now.',
  );
/** No room is left for what would be stored. */
export const quotaReached = (text: string) =>
  new Refusal('cancel', 'resource-constraint', undefined, text);
export const notSubscribed = () =>
  new Refusal('cancel', 'unexpected-request', pubsubError('not-subscribed'));
/** XEP-0060, 6.1.3.9, where no wait would help. */
export const tooManySubscriptions = (most: number) =>
  new Refusal(
    'cancel',
    'policy-violation',
    pubsubError('too-many-subscriptions'),
    `You follow ${most} channels: nobody can follow more.`,
  );
export const tooLong = (text: string) =>
  new Refusal('modify', 'not-acceptable', pubsubError('payload-too-big'), text);

/** After how many seconds storage may be able to again: another process lets go soon, room is made by people. */
const ABLE_AFTER = { busy: 5, full: 60 } as const;

/** What whoever asked is told of a failure. `onFailure` hears of it where it is nobody's fault outside: for the log. */
export function toldOf(error: unknown, onFailure: (error: unknown) => void): StanzaError {
  if (error instanceof Refusal) return error;
  onFailure(error);
  return asRefusal(error) ?? { type: 'wait', condition: 'internal-server-error' };
}

/** What storage could not do and may be able to do soon, as a refusal; nothing where it is a fault. */
export function asRefusal(error: unknown): Refusal | undefined {
  if (!(error instanceof StorageError)) return undefined;
  // Up to twice as long: who was refused together does not come back together.
  const seconds = Math.ceil(ABLE_AFTER[error.code] * (1 + Math.random()));
  return notBefore(seconds, 'The service cannot store anything just now.');
}
