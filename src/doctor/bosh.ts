import { randomInt } from 'node:crypto';
import { NS } from '../protocol/namespaces.ts';
import { type Finding, ok, wrong } from './finding.ts';
import { ask, type Patient } from './patient.ts';

/** Opens a BOSH session (XEP-0206), the way in for phones without WebSocket. */
export async function examineBosh(patient: Patient): Promise<Finding[]> {
  const check = 'bosh';
  // Request ids have 53 bits at most, and room to grow (XEP-0124, 8).
  const rid = randomInt(2 ** 40);
  const answer = await ask(patient, '/http-bind', {
    method: 'POST',
    headers: { 'Content-Type': 'text/xml; charset=utf-8' },
    body:
      `<body rid="${rid}" to="${patient.domain}" wait="5" hold="1" ver="1.6" xmpp:version="1.0"` +
      ` xmlns="${NS.BOSH}" xmlns:xmpp="${NS.XMPP_BOSH}"/>`,
  });
  const text = await answer.text();
  if (answer.ok && /\bsid=/.test(text)) return [ok(check, 'BOSH opens a session.')];
  const remedy =
    'Load mod_bosh in Prosody, and see that a proxy before the site passes /http-bind on.';
  return [wrong(check, `BOSH opens no session (${answer.status}). ${remedy}`)];
}
