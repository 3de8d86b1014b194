import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { PLACE } from '../../src/protocol/config-vars.ts';
import {
  ABOUT,
  INCIDENT_STATES,
  type Incident,
  type IncidentReport,
  type IncidentState,
  incidentRequest,
  incidentSeenRequest,
  incidentsRequest,
  MAX_WHERE,
  readIncidents,
  reportIncidentRequest,
  type Whose,
} from '../../src/protocol/incident.ts';
import { answerRequest, readWaitingIncidents } from '../../src/protocol/incident-office.ts';
import { isOfficeNews, readOffice } from '../../src/protocol/office.ts';
import { ownChannelsRequest } from '../../src/protocol/own-channels.ts';
import { appointRequest } from '../../src/protocol/place-moderators.ts';
import { registerRequest, subscribeRequest } from '../../src/protocol/pubsub.ts';
import { createRequest, setAffiliationRequest } from '../../src/protocol/pubsub-owner.ts';
import { readError } from '../../src/protocol/stanza.ts';
import { isDecided } from '../../src/protocol/todo/kind.ts';
import { TODO_KINDS } from '../../src/protocol/todo/kinds.ts';
import { troubleOfStanza } from '../../src/protocol/trouble.ts';
import { type Element, el } from '../../src/protocol/xml.ts';
import { mailCarrier } from '../../src/server/carriers/mail.ts';
import { signatureOf, webhookCarrier } from '../../src/server/carriers/webhook.ts';
import { readReference } from '../../src/server/service/incident-reference.ts';
import { sendOn } from '../../src/server/service/send-on.ts';
import { actsAfter } from '../../src/server/storage/audit.ts';
import { StorageError } from '../../src/server/storage/database.ts';
import { freePort } from '../harness/free-port.ts';
import { headerOf, Mailbox } from '../harness/smtp.ts';
import { channelService } from './channel-service.ts';

const DESK = 'desk@topics.example.org';
const LEAK: IncidentReport = {
  about: 'home-water',
  text: 'The pipe at the meter leaks.',
  where: '12 Mango Street',
  channel: '',
  account: '5501 2234',
  open: true,
};

async function site(recipients: readonly { way: string; recipient: string }[] = []) {
  const desk = { channel: DESK, recipients, wake: () => undefined };
  const service = await channelService({ desk });
  await service.ok('admin', 'set', createRequest(DESK, configChangeForm({ title: 'Desk' })));
  for (const [who, role] of [
    ['mod', 'moderator'],
    ['mem', 'member'],
  ] as const) {
    await service.ok(who, 'set', subscribeRequest(DESK, `${who}@example.org`));
    await service.ok('admin', 'set', setAffiliationRequest(DESK, `${who}@example.org`, role));
  }
  return service;
}

type Service = Awaited<ReturnType<typeof site>>;

async function told(service: Service, who: string, type: 'get' | 'set', request: Element) {
  const { reply } = await service.ask(who, type, request);
  return readIncidents(reply)[0] as Incident;
}

const report = (service: Service, who: string, id: string, changed: Partial<IncidentReport> = {}) =>
  told(service, who, 'set', reportIncidentRequest(id, { ...LEAK, ...changed }));

const listed = async (service: Service, who: string, whose: Whose, before?: string) =>
  readIncidents((await service.ask(who, 'get', incidentsRequest(whose, before))).reply);

describe('a report', () => {
  test('gets a number at once, and is the same report however often it is sent', async () => {
    const service = await site();
    const first = await report(service, 'thandi', 'r1');
    expect(first).toMatchObject({ ...LEAK, state: 'received', author: 'thandi@example.org' });
    expect(first.reference).toMatch(/^[1-9]\d{3}-\d{4}$/);
    expect(await report(service, 'thandi', 'r1')).toEqual(first);
    expect(await listed(service, 'thandi', 'own')).toEqual([first]);
    const other = reportIncidentRequest('r1', { ...LEAK, text: 'Something else' });
    expect(await service.refused('thandi', 'set', other)).toBe('cancel/conflict');
    // The id is that person's alone.
    expect((await report(service, 'sipho', 'r1')).reference).not.toBe(first.reference);
  });

  test.each([
    ['no words', { text: ' ' }],
    ['no place', { where: '' }],
    ['too long a place', { where: 'x'.repeat(MAX_WHERE + 1) }],
    ['nothing that is known', { about: 'weather' }],
    ['an account where none is asked for', { about: 'roads' }],
    ['an address that is none', { channel: '@' }],
    ['a photo that is none', { photo: { id: '../x', alt: '' } }],
    ['somebody else’s photo', { photo: { id: 'p1', alt: '' } }],
  ])('with %s is refused', async (_, bad) => {
    const service = await site();
    const request = reportIncidentRequest('r1', { ...LEAK, ...bad } as IncidentReport);
    await service.ok('thandi', 'set', registerRequest());
    expect(await service.refused('thandi', 'set', request)).toMatch(/^modify\/bad-request/);
  });

  test('is taken from people of this site alone, not faster than they could mean it', async () => {
    const service = await channelService({ limits: true });
    const refused = (who: string, id: string) =>
      service.refused(who, 'set', reportIncidentRequest(id, LEAK));
    expect(await refused('x@anon.example.org', 'r')).toBe('auth/registration-required');
    for (let n = 0; n < 10; n += 1) expect(await refused('thandi', `r${n}`)).toBe('accepted');
    expect(await refused('thandi', 'one-more')).toBe('wait/resource-constraint +retry-after');
    // What was taken is still answered.
    expect(await refused('thandi', 'r3')).toBe('accepted');
  });

  test('names no channel that its author may not read', async () => {
    const service = await site();
    const closed = configChangeForm({ accessModel: 'authorize', title: 'Secret' });
    await service.ok('admin', 'set', createRequest('secret@topics.example.org', closed));
    const request = reportIncidentRequest('r1', { ...LEAK, channel: 'secret@topics.example.org' });
    expect(await service.refused('thandi', 'set', request)).toBe('auth/forbidden +closed-node');
  });
});

describe('what of it is told', () => {
  const everybody = ['sipho', 'mem', 'x@anon.example.org'];

  test.each(
    INCIDENT_STATES.flatMap((state) => [true, false].map((open) => [state, open] as const)),
  )('in state %s, open: %s', async (state, open) => {
    const service = await site();
    const { reference } = await report(service, 'thandi', 'r1', { open });
    await service.ok('admin', 'set', answerRequest(reference, state, 'We are on it.'));
    const isPublic = open && (state === 'working' || state === 'done');
    for (const who of everybody) {
      const one = await service.ask(who, 'get', incidentRequest(reference));
      const list = await service.ask(who, 'get', incidentsRequest('public'));
      const own = await service.ask(who, 'get', incidentsRequest('own'));
      expect(readIncidents(one.reply)).toHaveLength(Number(isPublic));
      expect(readIncidents(list.reply)).toHaveLength(Number(isPublic));
      for (const [whose, turns] of [
        ['public', isPublic],
        ['own', false],
      ] as const) {
        const next = await service.refused(who, 'get', incidentsRequest(whose, reference));
        expect(next).toBe(turns ? 'accepted' : 'cancel/item-not-found');
      }
      // Whatever is told: nothing that is private.
      expect(JSON.stringify([one, list, own])).not.toMatch(/5501|thandi/);
      expect(await service.refused(who, 'get', incidentsRequest('desk'))).toBe('auth/forbidden');
      const answer = answerRequest(reference, 'done', '');
      expect(await service.refused(who, 'set', answer)).toBe('auth/forbidden');
    }
    for (const who of ['thandi', 'admin', 'mod']) {
      expect(await told(service, who, 'get', incidentRequest(reference))).toMatchObject({
        account: LEAK.account,
        author: 'thandi@example.org',
        events: [{ state, text: 'We are on it.', by: 'admin@example.org' }],
      });
    }
    const isLeft = !['done', 'refused'].includes(state);
    expect(await listed(service, 'mod', 'desk')).toHaveLength(Number(isLeft));
  });

  test('its author hears of an answer until they have seen it; the books hold who gave it', async () => {
    const service = await site();
    const { reference } = await report(service, 'thandi', 'r1');
    const office = async (who: string) =>
      readOffice((await service.ask(who, 'get', ownChannelsRequest())).reply);
    expect(await office('mod')).toMatchObject({ answered: 0, desk: 1 });
    expect((await office('mem')).desk).toBeUndefined();
    await service.ok('mod', 'set', answerRequest(reference, 'working', 'A plumber is coming.'));
    expect(await office('thandi')).toMatchObject({ answered: 1 });
    const shown = await told(service, 'thandi', 'get', incidentRequest(reference));
    expect(shown.news).toBe(true);
    // An answer that came since is news still, and nobody sees for somebody else.
    const early = incidentSeenRequest(reference, '2020-01-01T00:00:00.000Z');
    await service.ok('thandi', 'set', early);
    await service.ok('sipho', 'set', incidentSeenRequest(reference, shown.updated));
    expect(await office('thandi')).toMatchObject({ answered: 1 });
    await service.ok('thandi', 'set', incidentSeenRequest(reference, shown.updated));
    expect(await office('thandi')).toMatchObject({ answered: 0 });
    // A form that is sent twice, and a second try of what was stored, say it once.
    await service.ok('mod', 'set', answerRequest(reference, 'working', 'A plumber is coming.'));
    expect(await office('thandi')).toMatchObject({ answered: 0 });
    await service.ok('mod', 'set', answerRequest(reference, 'done', ''));
    expect(await office('mod')).toMatchObject({ desk: 0 });
    const acts = await service.ctx.database.read((reader) => actsAfter(reader, 0, 100));
    expect(acts.filter(({ act }) => act === 'answer-incident')).toMatchObject([
      { actor: 'mod@example.org', subject: reference, detail: 'working', office: 'moderator' },
      { actor: 'mod@example.org', subject: reference, detail: 'done', office: 'moderator' },
    ]);
  });

  test('an answer to what another official has answered since is refused: it would take that one back unseen', async () => {
    const service = await site();
    const { reference, updated } = await report(service, 'thandi', 'r1');
    const answer = (state: IncidentState, seen: string) =>
      answerRequest(reference, state, '', seen);
    await service.ok('mod', 'set', answer('done', updated));
    const take = TODO_KINDS.incidents.act('take-up', (name) =>
      name === 'seen' ? updated : name === 'reference' ? reference : '',
    ) as Element;
    for (const late of [answer('working', updated), take]) {
      const { reply } = await service.ask('admin', 'set', late);
      expect(reply.attrs.type).toBe('error');
      expect(isDecided(troubleOfStanza(readError(reply)))).toBe(true);
    }
    const now = await told(service, 'admin', 'get', incidentRequest(reference));
    expect(now).toMatchObject({ state: 'done', events: [{ by: 'mod@example.org' }] });
    // Who has seen it, or said it themselves, goes on.
    await service.ok('mod', 'set', answer('working', updated));
    const seen = await told(service, 'admin', 'get', incidentRequest(reference));
    await service.ok('admin', 'set', answer('done', seen.updated));
  });

  test('an answer that comes twice is one, also where another official has answered between', async () => {
    const service = await site();
    const { reference, updated } = await report(service, 'thandi', 'r1');
    const first = answerRequest(reference, 'working', 'A plumber is coming.', updated);
    const { updated: seen } = await told(service, 'mod', 'set', first);
    await service.ok('admin', 'set', answerRequest(reference, 'done', 'Mended.', seen));
    const again = await told(service, 'mod', 'set', first);
    expect(again.events.map(({ text }) => text)).toEqual(['A plumber is coming.', 'Mended.']);
    const other = answerRequest(reference, 'working', 'And another.', updated);
    expect(await service.refused('mod', 'set', other)).toBe('cancel/conflict');
  });

  test('of who leaves the site, the office keeps what is broken, and nothing of the person', async () => {
    const service = await site();
    await service.ok('thandi', 'set', registerRequest());
    const { reference } = await report(service, 'thandi', 'r1');
    const remove = el('jabber:iq:register', 'query', {}, el('jabber:iq:register', 'remove'));
    await service.ok('thandi', 'set', remove);
    const left = await told(service, 'mod', 'get', incidentRequest(reference));
    expect(left).toMatchObject({ text: LEAK.text, account: '', author: '' });
    expect(await listed(service, 'thandi', 'own')).toEqual([]);
  });

  test('long lists come in pages, newest first', async () => {
    const service = await site();
    for (let n = 1; n <= 31; n += 1) await report(service, 'thandi', `r${n}`, { text: `no ${n}` });
    const first = await listed(service, 'admin', 'desk');
    expect(first[0]?.text).toBe('no 31');
    const rest = await listed(service, 'admin', 'desk', first.at(-1)?.reference);
    expect(rest.map(({ text }) => text)).toEqual(['no 1']);
    expect(ABOUT).toHaveLength(14);
  });
});

test('a number that was heard or typed wrongly is never another’s', async () => {
  const service = await site();
  const { reference } = await report(service, 'thandi', 'r1');
  const digits = reference.replace('-', '');
  for (const typed of [digits, `${digits.slice(0, 4)} ${digits.slice(4)}`]) {
    expect(readReference(typed)).toBe(reference);
  }
  for (let at = 0; at < 8; at += 1) {
    for (let digit = 0; digit < 10; digit += 1) {
      const wrong = digits.slice(0, at) + digit + digits.slice(at + 1);
      if (wrong !== digits) expect(readReference(wrong)).toBeNull();
    }
    const [a = '', b = ''] = digits.slice(at, at + 2);
    const swapped = digits.slice(0, at) + b + a + digits.slice(at + 2);
    if (b && a !== b) expect(readReference(swapped)).toBeNull();
  }
});

describe('sending on', () => {
  const options = {
    from: 'wifi-chat@example.org',
    domain: 'example.org',
    publicUrl: 'https://chat.example.org',
    photoFile: () => '',
  };

  async function mailbox() {
    const box = await Mailbox.open();
    onTestFinished(() => box.close());
    return { box, carriers: { mail: mailCarrier({ ...options, smtpUrl: box.url }) } };
  }

  test('by e-mail: each recipient once, tried again until it is taken, and the office sees that it did not arrive, and nothing of why', async () => {
    const { box, carriers } = await mailbox();
    const to = ['works@city.example', 'water@city.example'];
    const service = await site(to.map((recipient) => ({ way: 'mail', recipient })));
    const { reference } = await report(service, 'thandi', 'r1', { text: 'Leaks.\nBcc: x@y.z' });
    const failures: string[] = [];
    const send = () => sendOn(service.ctx, carriers, (_, error) => failures.push(`${error}`));
    box.refuses = true;
    await send();
    expect(box.mails).toEqual([]);
    const why = expect.stringContaining('The mailbox is full');
    expect(failures).toEqual([why, why]);
    const waiting = await told(service, 'mod', 'get', incidentRequest(reference));
    expect(waiting.deliveries).toEqual(
      to.map((address) => ({ to: address, tries: 1, done: false })),
    );
    expect(waiting.state).toBe('received');
    // Nobody else is told of it, and it is not due yet.
    const own = await told(service, 'thandi', 'get', incidentRequest(reference));
    expect(own.deliveries).toEqual([]);
    box.refuses = false;
    await send();
    expect(box.mails).toEqual([]);
    service.pass(60_000);
    await send();
    service.pass(86_400_000);
    await send();
    expect(box.mails.map((mail) => headerOf(mail, 'To'))).toEqual(to);
    const [mail = ''] = box.mails;
    expect(headerOf(mail, 'Subject')).toBe(`[${reference}] home water: Leaks. Bcc: x@y.z`);
    expect(headerOf(mail, 'Message-ID')).toMatch(
      new RegExp(`^<incident-${reference}\\.\\d+@example\\.org>$`),
    );
    expect(headerOf(mail, 'Bcc')).toBe('');
    expect(mail).toContain('Account: 5501 2234');
    const arrived = await told(service, 'thandi', 'get', incidentRequest(reference));
    expect(arrived).toMatchObject({ state: 'sent-on', news: false });
    expect(arrived.events).toMatchObject([{ state: 'sent-on', by: '', text: '' }]);
  });

  test('killed after the server took it: the second try has the same Message-ID', async () => {
    const { box, carriers } = await mailbox();
    const service = await site([{ way: 'mail', recipient: 'works@city.example' }]);
    await report(service, 'thandi', 'r1');
    const dying = {
      mail: async (parcel: Parameters<typeof carriers.mail>[0]) => {
        await carriers.mail(parcel);
        throw new Error('the answer was lost');
      },
    };
    await sendOn(service.ctx, dying, () => undefined);
    service.pass(60_000);
    await sendOn(service.ctx, carriers, () => undefined);
    const [first, second] = box.mails.map((mail) => headerOf(mail, 'Message-ID'));
    expect(box.mails).toHaveLength(2);
    expect(second).toBe(first);
  });

  test('what was reported while the clock was ahead does not wait for that time to come', async () => {
    const { box, carriers } = await mailbox();
    const service = await site([{ way: 'mail', recipient: 'works@city.example' }]);
    const year = 365 * 86_400_000;
    service.pass(year);
    await report(service, 'thandi', 'r1');
    service.pass(-year);
    await sendOn(service.ctx, carriers, () => undefined);
    expect(box.mails).toHaveLength(1);
  });

  test('while nothing can be written it is not sent again and again', async () => {
    const { box, carriers } = await mailbox();
    const service = await site([{ way: 'mail', recipient: 'works@city.example' }]);
    await report(service, 'thandi', 'r1');
    const { database } = service.ctx;
    let full = false;
    const write: typeof database.write = (work) =>
      full ? Promise.reject(new StorageError('full', 'no room')) : database.write(work);
    const ctx = { ...service.ctx, database: { ...database, write } };
    const thatFill = {
      mail: async (parcel: Parameters<typeof carriers.mail>[0]) => {
        await carriers.mail(parcel);
        full = true;
      },
    };
    const look = () => sendOn(ctx, thatFill, () => undefined);
    await expect(look()).rejects.toMatchObject({ code: 'full' });
    service.pass(86_400_000);
    await expect(look()).rejects.toMatchObject({ code: 'full' });
    expect(box.mails).toHaveLength(1);
    full = false;
    await sendOn(ctx, carriers, () => undefined);
    service.pass(86_400_000);
    await sendOn(ctx, carriers, () => undefined);
    const [first, second, third] = box.mails.map((mail) => headerOf(mail, 'Message-ID'));
    expect(second).toBe(first);
    expect(third).toBeUndefined();
  });

  test('an official’s word goes before what sending says later', async () => {
    const { carriers } = await mailbox();
    const service = await site([{ way: 'mail', recipient: 'works@city.example' }]);
    const { reference } = await report(service, 'thandi', 'r1');
    await service.ok('admin', 'set', answerRequest(reference, 'refused', 'Not ours.'));
    await sendOn(service.ctx, carriers, () => undefined);
    const shown = await told(service, 'thandi', 'get', incidentRequest(reference));
    expect(shown).toMatchObject({ state: 'refused' });
  });

  test('by webhook: whoever reads the log learns why nobody was reached', async () => {
    const address = `http://127.0.0.1:${await freePort()}/reports?key=secret`;
    const carriers = { webhook: webhookCarrier(address, 'a secret', options.publicUrl) };
    const service = await site([{ way: 'webhook', recipient: 'works' }]);
    await report(service, 'thandi', 'r1');
    const failures: string[] = [];
    await sendOn(service.ctx, carriers, (_, error) => failures.push(`${error}`));
    expect(failures).toEqual(['Error: The webhook cannot be reached (ECONNREFUSED).']);
  });

  test('by webhook: signed, and anything but a good answer is a failure', async () => {
    const secret = 'a secret of some length';
    const posts: { headers: Record<string, unknown>; body: string }[] = [];
    let status = 500;
    const receiver = createServer(async (request, response) => {
      const pieces: Buffer[] = [];
      for await (const piece of request) pieces.push(piece as Buffer);
      posts.push({ headers: request.headers, body: Buffer.concat(pieces).toString() });
      response.writeHead(status, { Location: '/elsewhere' }).end();
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => new Promise<void>((resolve) => receiver.close(() => resolve())));
    // What asks for a name and a password is told them, in no address that a log could show.
    const named = `works:p%40s%s@127.0.0.1:${(receiver.address() as AddressInfo).port}`;
    const carriers = {
      webhook: webhookCarrier(`http://${named}/reports`, secret, options.publicUrl),
    };
    const service = await site([{ way: 'webhook', recipient: 'works' }]);
    const { reference } = await report(service, 'thandi', 'r1', { channel: DESK });
    for (const answered of [500, 302, 204]) {
      status = answered;
      await sendOn(service.ctx, carriers, () => undefined);
      service.pass(3_600_000);
    }
    await sendOn(service.ctx, carriers, () => undefined);
    expect(posts).toHaveLength(3);
    const [{ headers, body } = { headers: {}, body: '' }] = posts;
    expect(headers.authorization).toBe(`Basic ${Buffer.from('works:p@s%s').toString('base64')}`);
    expect(headers['x-signature']).toBe(signatureOf(secret, `${headers['x-timestamp']}`, body));
    expect(new Set(posts.map((post) => post.headers['x-delivery'])).size).toBe(1);
    expect(JSON.parse(body)).toMatchObject({
      ...{ reference, about: 'home-water', text: LEAK.text, where: LEAK.where, open: true },
      ...{ account: LEAK.account, channelTitle: 'Desk', author: 'thandi@example.org' },
      url: `https://chat.example.org/desk/${reference}`,
    });
  });
});

describe('who was appointed for a place', () => {
  test('deals with what is reported from there, and with nothing else', async () => {
    const service = await site();
    const made = async (channel: string, place: string) => {
      const vars = { [PLACE]: place };
      await service.ok('admin', 'set', createRequest(channel, configChangeForm({ vars })));
    };
    const [temba, joburg] = ['temba@topics.example.org', 'joburg@topics.example.org'];
    await made(temba, 'temba');
    await made(joburg, 'joburg');
    await service.ok('lindiwe', 'set', registerRequest());
    await service.ok('admin', 'set', appointRequest('tshwane', 'lindiwe@example.org', true));
    expect(await waiting(service, 'lindiwe')).toEqual({ references: [], count: 0, next: null });
    for (const who of ['lindiwe', 'admin', 'mod', 'mem']) await service.online(who);

    const near = await report(service, 'thandi', 'r1', { channel: temba });
    // Each of those who deal with it hears of it, at once.
    for (const who of ['lindiwe', 'admin', 'mod', 'mem']) {
      const news = (await service.pushes(who)).filter(isOfficeNews);
      expect(news.length > 0, who).toBe(who !== 'mem');
    }
    const far = await report(service, 'thandi', 'r2', { channel: joburg });
    const nowhere = await report(service, 'thandi', 'r3');
    const own = { references: [near.reference], count: 1, next: null };
    expect(await waiting(service, 'lindiwe')).toEqual(own);
    expect(await listed(service, 'lindiwe', 'desk')).toMatchObject([{ account: LEAK.account }]);
    expect((await waiting(service, 'admin')).count).toBe(3);
    expect((await waiting(service, 'mem')).count).toBe(0);
    for (const { reference } of [far, nowhere]) {
      const read = incidentRequest(reference);
      expect(await service.refused('lindiwe', 'get', read)).toBe('cancel/item-not-found');
      const answer = answerRequest(reference, 'done', '');
      expect(await service.refused('lindiwe', 'set', answer)).toBe('auth/forbidden');
    }
    // Taken up it waits no more, but stays on the desk.
    await service.ok('lindiwe', 'set', answerRequest(near.reference, 'working', 'We come.'));
    expect((await waiting(service, 'lindiwe')).count).toBe(0);
    expect(await listed(service, 'lindiwe', 'desk')).toHaveLength(1);
    const acts = await service.ctx.database.read((reader) => actsAfter(reader, 0, 100));
    expect(acts.at(-1)).toMatchObject({ act: 'answer-incident', office: 'place-moderator' });
    await service.ok('admin', 'set', appointRequest('tshwane', 'lindiwe@example.org', false));
    expect(await service.refused('lindiwe', 'get', incidentsRequest('desk'))).toBe(
      'auth/forbidden',
    );
  });

  test('what waits comes in pages, the oldest first', async () => {
    const service = await site();
    const references: string[] = [];
    for (let n = 0; n < 25; n += 1) {
      references.push((await report(service, 'thandi', `r${n}`)).reference);
    }
    const first = await waiting(service, 'mod');
    expect(first).toMatchObject({ references: references.slice(0, 20), count: 25 });
    const rest = await waiting(service, 'mod', first.next ?? '');
    expect(rest).toEqual({ references: references.slice(20), count: 25, next: null });
  });
});

async function waiting(service: Service, who: string, after?: string) {
  const { reply } = await service.ask(who, 'get', incidentsRequest('waiting', after));
  const references = readIncidents(reply).map(({ reference }) => reference);
  return { references, ...readWaitingIncidents(reply) };
}
