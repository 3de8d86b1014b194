/** A report is sent on in the end, whatever stood still meanwhile: the SMTP server, this site. */
import { afterAll, expect, test } from 'vitest';
import {
  incidentsRequest,
  readIncidents,
  reportIncidentRequest,
} from '../../src/protocol/incident.ts';
import { registerRequest } from '../../src/protocol/pubsub.ts';
import { connect } from '../../src/server/stream/client.ts';
import { eventually } from '../harness/eventually.ts';
import { freePort } from '../harness/free-port.ts';
import { Scriptless } from '../harness/scriptless.ts';
import { startSite } from '../harness/site.ts';
import { headerOf, Mailbox } from '../harness/smtp.ts';

const OFFICE = 'works@city.example';
const SERVICE = 'channels.localhost';

const port = await freePort();
const site = await startSite({
  env: { SMTP_URL: `smtp://127.0.0.1:${port}`, INCIDENT_MAIL: OFFICE },
});
afterAll(() => site.stop());

test('nobody takes mail, the site is killed, mail is taken again: it arrives once, and officials saw that it had not', async () => {
  const { url, domain, adminPassword } = site;
  const anna = await connect({ url, domain, username: 'anna', password: 'pass', register: true });
  await anna.request('set', SERVICE, registerRequest());
  const said = { about: 'roads', text: 'A deep hole.', where: '12 Mango Street' } as const;
  const report = reportIncidentRequest('r1', { ...said, channel: '', account: '', open: true });
  const [{ reference = '' } = {}] = readIncidents(await anna.request('set', SERVICE, report));
  expect(reference).not.toBe('');

  const official = new Scriptless(url);
  await official.open('/login');
  await official.submit('sign-in', { username: 'admin', password: adminPassword });
  const seen = async () => (await official.open(`/desk/${reference}`)).text;
  await eventually(async () => /Not sent on to works@city\.example/.test(await seen()));
  // Why is for who runs the site.
  expect(official.page.html).not.toContain('ECONNREFUSED');
  expect(site.output).toMatch(/incident-not-sent-on.*ECONNREFUSED/);

  await site.kill('SIGKILL');
  const box = await Mailbox.open(port);
  await site.start();
  await eventually(() => box.mails.length > 0);
  const [mail = ''] = box.mails;
  expect(headerOf(mail, 'To')).toBe(OFFICE);
  expect(headerOf(mail, 'Subject')).toContain(reference);
  expect(mail).toContain('A deep hole.');
  await eventually(async () => (await seen()).includes(`Sent on to ${OFFICE}.`));

  // Another start sends nothing twice, and its author is told that it went on.
  await site.restart();
  const again = await connect({ url, domain, username: 'anna', password: 'pass' });
  const own = readIncidents(await again.request('get', SERVICE, incidentsRequest('own')));
  expect(own).toMatchObject([{ reference, state: 'sent-on' }]);
  await site.kill('SIGTERM');
  expect(box.mails).toHaveLength(1);
  await again.close();
  await box.close();
});
