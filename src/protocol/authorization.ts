/** Asking moderators whether somebody may follow, as a form inside a message (XEP-0060, 8.6). */
import { readBoolean } from './config-vars.ts';
import { formField, readForm } from './data-form.ts';
import { toBare } from './jid.ts';
import { NS } from './namespaces.ts';
import { type Element, el } from './xml.ts';

const AUTHORIZATION = `${NS.PUBSUB}#subscribe_authorization`;

export interface Authorization {
  readonly node: string;
  /** Who wants to follow. */
  readonly jid: string;
  readonly allow: boolean;
}

/** The form that asks; it says no until somebody says yes. */
export function authorizationForm(node: string, jid: string): Element {
  return el(
    NS.DATA,
    'x',
    { type: 'form' },
    el(NS.DATA, 'title', {}, 'Somebody wants to follow'),
    formField('FORM_TYPE', { type: 'hidden' }, AUTHORIZATION),
    formField('pubsub#node', { type: 'text-single', label: 'Channel' }, node),
    formField('pubsub#subscriber_jid', { type: 'jid-single', label: 'Who' }, jid),
    formField('pubsub#allow', { type: 'boolean', label: 'Let them in?' }, 'false'),
  );
}

/** Reads a moderator's answer; `null` where the message carries none. */
export function readAuthorization(message: Element): Authorization | null {
  const form = readForm(message);
  const jid = toBare(form?.values.get('pubsub#subscriber_jid') ?? '');
  const allow = readBoolean(form?.values.get('pubsub#allow') ?? '');
  if (form?.formType !== AUTHORIZATION || !jid || allow === undefined) return null;
  return { node: form.values.get('pubsub#node') ?? '', jid, allow };
}
