import { fill } from '../../src/demo/fill.ts';
import { makeTown } from '../../src/demo/town.ts';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { readIncidents, reportIncidentRequest } from '../../src/protocol/incident.ts';
import { answerRequest } from '../../src/protocol/incident-office.ts';
import {
  configureRequest,
  publishRequest,
  registerRequest,
  retractRequest,
  STATUS,
  subscribeRequest,
} from '../../src/protocol/pubsub.ts';
import { createRequest } from '../../src/protocol/pubsub-owner.ts';
import { acceptRulesRequest, RULES_VERSION } from '../../src/protocol/rules.ts';
import type { Element } from '../../src/protocol/xml.ts';
import { connect, type XmppClient } from '../../src/server/stream/client.ts';
import { type Site, startSite } from '../harness/site.ts';
import { fillBooks } from './by-office.ts';
import { ITEMS, LONG, LONG_NAME, PROFILE, REPORTS, SPECIMENS, WAITS } from './specimens.ts';

/** Of everybody in the town. */
export const PASSWORD = 'secret word';

/** Who looks at it: follows some channels, and has written in them. */
export const CITIZEN = 'thandi.mokoena';

const SIZE = { people: 12, topics: 80, comments: 240 };

/** A site with a believable town, and with the specimens that show what is rare. */
export interface TownSite {
  readonly site: Site;
  /** Takes a topic away, as a moderator does. */
  remove(channel: string, id: string): Promise<void>;
  close(): Promise<void>;
}

export async function startTownSite(): Promise<TownSite> {
  // No e-mail server answers there: the office sees that a report could not be sent on.
  const mail = { INCIDENT_MAIL: 'works@city.example', SMTP_URL: 'smtp://127.0.0.1:9' };
  const site = await startSite({ env: { DEFAULT_CHANNELS: 'welcome', ...mail } });
  const address = { url: site.url, domain: site.domain, password: PASSWORD };
  const enter = (username: string) => connect({ ...address, username, register: true });
  const admin = await connect({ ...address, username: 'admin', password: site.adminPassword });
  const ask = (person: XmppClient, payload: Element, type: 'get' | 'set' = 'set') =>
    person.request(type, `channels.${site.domain}`, payload);

  const town = makeTown(SIZE, 'admin');
  const people = new Map<string, XmppClient>();
  for (const name of town.people) people.set(name, await enter(name));
  const quietly = () => undefined;
  await fill(town, { domain: site.domain, official: admin, people, progress: quietly });

  for (const { channel, ...config } of SPECIMENS) {
    await ask(admin, createRequest(channel, configChangeForm(config)));
  }
  const longName = await enter(LONG_NAME);
  await ask(longName, registerRequest());
  for (const channel of [LONG, WAITS]) {
    await ask(longName, subscribeRequest(channel, `${LONG_NAME}@${site.domain}`));
  }
  for (const { channel, by, ...item } of ITEMS) {
    await ask(by === LONG_NAME ? longName : admin, publishRequest(channel, item));
  }
  const accepted = acceptRulesRequest({ version: RULES_VERSION, language: 'en' });
  await Promise.all([...people.values(), admin].map((person) => ask(person, accepted)));
  const citizen = people.get(CITIZEN) as XmppClient;
  const person = `${CITIZEN}@${site.domain}`;
  await ask(citizen, subscribeRequest(WAITS, person));
  const held = { id: 'held', text: 'I am Thandi, from extension 4.', parent: 'hello' };
  await ask(citizen, publishRequest(WAITS, held));
  for (const [id, report] of REPORTS.entries()) {
    const [incident] = readIncidents(await ask(citizen, reportIncidentRequest(`r${id}`, report)));
    const { reference = '' } = incident ?? {};
    if (report.open) await ask(admin, answerRequest(reference, 'working', 'A team is on its way.'));
  }
  const asks = {
    citizen: (payload: Element, type?: 'get') => ask(citizen, payload, type),
    admin: (payload: Element, type?: 'get') => ask(admin, payload, type),
  };
  await fillBooks(asks, person);
  const long = `${LONG_NAME}@${site.domain}`;
  await ask(longName, configureRequest(long, configChangeForm(PROFILE)));
  await ask(longName, publishRequest(long, { id: 'status', text: PROFILE.description }, STATUS));
  await Promise.all([...people.values(), longName].map((person) => person.close()));
  return {
    site,
    async remove(channel, id) {
      await ask(admin, retractRequest(channel, id));
    },
    async close() {
      await admin.close();
      await site.stop();
    },
  };
}
