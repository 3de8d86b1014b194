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
