import { bareOf, parseJid } from '../../protocol/jid.ts';
import { NS } from '../../protocol/namespaces.ts';
import { errorOf, resultOf } from '../../protocol/stanza.ts';
import { childrenOf, type Element, el } from '../../protocol/xml.ts';
import type { Meter } from '../meter.ts';
import type { Actor, ServiceContext } from '../service/context.ts';
import { Refusal, toldOf } from '../service/refusal.ts';
import type { Call, Handler } from './call.ts';
import { charge } from './charges.ts';
import { unlessKnown } from './unless-known.ts';

/** Handlers by `TYPE NAMESPACE NAME` of the payload, for pubsub also of the verb inside it. */
export type Routes = Readonly<Record<string, Handler>>;

export const routeKey = (type: 'get' | 'set', ns: string, name: string) => `${type} ${ns} ${name}`;

export interface RouterOptions {
  readonly ctx: ServiceContext;
  /** Domain of the component that was asked. */
  readonly service: string;
  readonly routes: Routes;
  readonly meter?: Meter;
  send(stanza: Element): void;
  /** Something failed that is nobody's fault outside: for the log. */
  onFailure(error: unknown): void;
}

/**
 * Answers requests. A handler answers or throws; this is the one place where throws become errors,
 * and nothing but a `Refusal` says more than that it failed.
 */
export async function answer(options: RouterOptions, request: Element): Promise<void> {
  const { type } = request.attrs;
  if (type !== 'get' && type !== 'set') return;
  const started = performance.now();
  // Counted by a name of ours: strangers could fill the memory with names of theirs.
  let counted = 'unknown';
  let condition: string | undefined;
  try {
    const { key, handler, call } = route(options, request, type);
    counted = key;
    charge(call);
    const result = await handler(call);
    options.send(resultOf(request, type === 'get' ? unlessKnown(call.payload, result) : result));
  } catch (error) {
    const refusal = toldOf(error, options.onFailure);
    condition = refusal.condition;
    options.send(errorOf(request, refusal));
  }
  options.meter?.answered(counted, condition, (performance.now() - started) / 1_000);
}

/** Finds who answers a request. Throws where nobody does. */
function route(
  options: RouterOptions,
  request: Element,
  type: 'get' | 'set',
): { key: string; handler: Handler; call: Call } {
  const { ctx, service, routes } = options;
  const actor = actorOf(request, ctx.domain);
  const payloads = childrenOf(request).filter((c) => c.ns !== NS.CLIENT);
  const payload = payloads[0];
  // RFC 6120, 8.2.3: exactly one child.
  if (!actor || !payload || payloads.length > 1) throw new Refusal('modify', 'bad-request');
  const verb = verbOf(payload, type, routes);
  const key = routeKey(type, verb.ns, verb.name);
  const handler = routes[key];
  if (!handler) throw unknownRequest(payload, verb, type, routes);
  const call: Call = {
    ctx,
    actor,
    service,
    type,
    payload,
    verb,
    sendMessage: (...children) =>
      options.send(el(NS.CLIENT, 'message', { from: service, to: actor.fullJid }, ...children)),
  };
  return { key, handler, call };
}

/** What goes with a verb of XEP-0060 and is none itself there: in `pubsub#owner`, `configure` is one. */
const COMPANIONS: Readonly<Record<string, string>> = {
  create: 'configure',
  subscribe: 'options',
  publish: 'publish-options',
};
/** Namespaces whose elements ask for a page, for no more than has changed, and for what was stored. */
const ASIDE: readonly string[] = [NS.RSM, NS.KNOWN, NS.ORDER];

/**
 * The one verb of a pubsub request, with one companion of its own at most. Anything else beside it, known or
 * not, is refused with the whole: to do half of a request and answer "done" would be a lie.
 */
function verbOf(payload: Element, type: 'get' | 'set', routes: Routes): Element {
  if (payload.ns !== NS.PUBSUB && payload.ns !== NS.PUBSUB_OWNER) return payload;
  const parts = childrenOf(payload).filter(({ ns }) => !ASIDE.includes(ns));
  const known = parts.find((part) => routes[routeKey(type, part.ns, part.name)]);
  const verb = known ?? parts[0] ?? payload;
  const [beside, ...more] = parts.filter((part) => part !== verb);
  if (more.length > 0 || (beside && !goesWith(payload, verb, beside))) {
    throw new Refusal('modify', 'bad-request');
  }
  return verb;
}

function goesWith(payload: Element, verb: Element, beside: Element): boolean {
  const isPubsub = [payload, verb, beside].every(({ ns }) => ns === NS.PUBSUB);
  return isPubsub && COMPANIONS[verb.name] === beside.name;
}

function unknownRequest(
  payload: Element,
  verb: Element,
  type: 'get' | 'set',
  routes: Routes,
): Refusal {
  const otherType = type === 'get' ? 'set' : 'get';
  if (routes[routeKey(otherType, verb.ns, verb.name)]) {
    return new Refusal('wait', 'unexpected-request');
  }
  const isPubsub = payload.ns === NS.PUBSUB || payload.ns === NS.PUBSUB_OWNER;
  return new Refusal('cancel', isPubsub ? 'feature-not-implemented' : 'service-unavailable');
}

/** Who asks: the address that the XMPP server stamped, normalised; `null` where it is none. */
export function actorOf(stanza: Element, domain: string): Actor | null {
  const jid = parseJid(stanza.attrs.from ?? '');
  if (!jid) return null;
  const bare = bareOf(jid);
  return {
    jid: bare,
    fullJid: jid.resource ? `${bare}/${jid.resource}` : bare,
    isLocal: jid.domain === domain,
  };
}
