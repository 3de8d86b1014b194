import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../harness/eventually.ts';
import { Scriptless } from '../harness/scriptless.ts';
import { type Site, startSite } from '../harness/site.ts';

let site: Site;

beforeAll(async () => {
  site = await startSite({ env: { LIMITS: 'on' } });
});

afterAll(() => site?.stop());

test('who has signed in does not draw pages without end, signed out since or not; nobody beside them waits', async () => {
  const [flooder, neighbour] = [new Scriptless(site.url), new Scriptless(site.url)];
  await flooder.join('flooder');
  await neighbour.join('neighbour');
  const cookie = `person=${flooder.cookies.get('person')}`;
  const statusOf = async () => {
    const answer = await fetch(`${site.url}/settings`, { headers: { Cookie: cookie } });
    await answer.arrayBuffer();
    return answer.status;
  };
  const flood = () =>
    eventually(async () => {
      const statuses = await Promise.all(Array.from({ length: 100 }, statusOf));
      return statuses.includes(429);
    });
  await flood();
  expect((await neighbour.open('/settings')).status).toBe(200);
  expect((await new Scriptless(site.url).open('/settings')).status).toBe(200);
  await eventually(async () => (await flooder.open('/menu')).status === 200);
  await flooder.submit('sign-out');
  await flood();
});

test('whom to phone is told to everybody, whatever others at their address read', async () => {
  const statusOf = async (path: string) => {
    const answer = await fetch(site.url + path);
    await answer.arrayBuffer();
    return answer.status;
  };
  let asked = 0;
  const other = (path: string) => () => {
    asked += 1;
    return statusOf(`${path}?before=${asked}`);
  };
  const statusesOf = (path: string) => Promise.all(Array.from({ length: 200 }, other(path)));
  await eventually(async () => (await statusesOf('/about')).includes(429));
  expect(new Set(await statusesOf('/emergency'))).toEqual(new Set([200]));
  expect(await statusOf('/places/nowhere/emergency')).toBe(404);
});

test('who has no account, or is not signed in any more, gets back what they typed where their network sends too much', async () => {
  const path = '/channel/welcome@topics.localhost/new';
  const typed = { verb: 'post', title: 'Taps', topic: 'Dry since noon.' };
  const flood = async () => {
    const one = async () => {
      const body = new URLSearchParams({ verb: 'sign-in', username: 'x' });
      const answer = await fetch(`${site.url}/login`, { method: 'POST', body });
      await answer.arrayBuffer();
    };
    for (let n = 0; n < 3; n += 1) await Promise.all(Array.from({ length: 100 }, one));
  };
  const stranger = new Scriptless(site.url);
  await eventually(async () => {
    await flood();
    return (await stranger.post(path, typed)).status === 429;
  });
  expect(stranger.page.text).toContain('WiFi Chat is busy');
  expect(stranger.page.headers.get('retry-after')).toBe('60');
  expect(stranger.form('post').fields).toMatchObject(typed);
  // Whoever is just signing in to send it keeps it, too.
  const carried = { ...typed, verb: 'sign-in', username: 'sipho', next: path };
  await eventually(async () => {
    await flood();
    await stranger.post('/login', carried);
    return stranger.page.text.includes('Too many tries');
  });
  expect(stranger.form('sign-in').fields).toMatchObject(carried);
  await eventually(async () => {
    await stranger.open(path, {});
    await stranger.post(path, typed);
    return stranger.page.status === 200;
  });
  expect(stranger.form('sign-in').fields.topic).toBe(typed.topic);
});
