import { NS } from './namespaces.ts';
import { child, childrenOf, type Element, el, textOf } from './xml.ts';

/** RFC 6120, 8.3.2: what the sender can do about an error. */
export type ErrorType = 'auth' | 'cancel' | 'modify' | 'wait';

/** A stanza error: standard condition, and a more exact one in a namespace of its own. */
export interface StanzaError {
  readonly type: ErrorType;
  readonly condition: string;
  readonly app?:
    | {
        readonly ns: string;
        readonly name: string;
        readonly attrs?: Readonly<Record<string, string>> | undefined;
      }
    | undefined;
  readonly text?: string | undefined;
}

export type IqType = 'get' | 'set' | 'result' | 'error';

/** A question or an answer (RFC 6120, 8.2.3); a client leaves `from` to the server. */
export function iq(
  attrs: { type: IqType; id: string; to?: string; from?: string },
  ...payload: readonly (Element | undefined)[]
): Element {
  return el(NS.CLIENT, 'iq', attrs, ...payload);
}

/** Whether a stanza asks for an answer (RFC 6120, 8.2.3). */
export function isRequest({ name, attrs: { type } }: Element): boolean {
  return name === 'iq' && (type === 'get' || type === 'set');
}

/** The answer to a request: addresses swapped, id kept. */
export function resultOf(request: Element, payload?: Element): Element {
  const { id, from, to } = request.attrs;
  return el(NS.CLIENT, 'iq', { type: 'result', id, to: from, from: to }, payload);
}

/** The refusal of a stanza (RFC 6120, 8.3.1). */
export function errorOf(request: Element, error: StanzaError): Element {
  const { id, from, to } = request.attrs;
  return el(
    NS.CLIENT,
    request.name,
    { type: 'error', id, to: from, from: to },
    el(
      NS.CLIENT,
      'error',
      { type: error.type },
      el(NS.STANZA_ERRORS, error.condition),
      error.text === undefined ? undefined : el(NS.STANZA_ERRORS, 'text', {}, error.text),
      error.app && el(error.app.ns, error.app.name, error.app.attrs),
    ),
  );
}

/** Reads the error of a stanza of type `error`; what is missing becomes `undefined-condition`. */
export function readError(stanza: Element): StanzaError {
  const error = child(stanza, 'error', NS.CLIENT);
  const parts = childrenOf(error);
  const standard = parts.filter((p) => p.ns === NS.STANZA_ERRORS);
  const app = parts.find((p) => p.ns !== NS.STANZA_ERRORS);
  const text = standard.find((p) => p.name === 'text');
  return {
    type: (error?.attrs.type as ErrorType | undefined) ?? 'cancel',
    condition: standard.find((p) => p.name !== 'text')?.name ?? 'undefined-condition',
    app: app && { ns: app.ns, name: app.name, attrs: app.attrs },
    text: text && textOf(text),
  };
}

/** How many seconds an error asks to wait (ours, type `wait`); `undefined` where it does not say. */
export function retryAfter(error: StanzaError): number | undefined {
  const { app } = error;
  const isOurs = app?.ns === NS.LIMITS && app.name === 'retry-after';
  const seconds = isOurs ? Number(app.attrs?.seconds) : Number.NaN;
  return seconds >= 0 ? seconds : undefined;
}
