import { join } from 'node:path';
import { REPLIES } from '../../src/demo/phrases.ts';
import { saveMembership } from '../../src/server/storage/memberships.ts';
import { findNode, type NodeRow } from '../../src/server/storage/nodes.ts';
import { openDatabase } from '../../src/server/storage/open.ts';
import { insertCase, insertReport } from '../../src/server/storage/reports.ts';
import type { Site } from '../../test/harness/site.ts';
import { crowdInApp } from './crowd-in-app.ts';
import { crowdOnPages } from './crowd-on-pages.ts';
import { nameOf } from './crowd-screens.ts';
import type { ShapedLink } from './shaped-link.ts';

const MEMBERS = 10_000;
const BANNED = 200;
const REPORTS = 1_000;

/** What an official opens of a channel of ten thousand people with a thousand reports, in both lanes. */
export async function crowd(site: Site, link: ShapedLink): Promise<boolean[]> {
  await gather(site);
  link.heal();
  return [...(await crowdInApp(site, link)), ...(await crowdOnPages(site, link))];
}

/** Puts people and reports into the stopped site's database: they need no accounts, and one by one they would come for hours. */
async function gather(site: Site): Promise<void> {
  await site.kill('SIGTERM');
  const { domain } = site;
  const channel = `roads@topics.${domain}`;
  const at = new Date().toISOString();
  const database = await openDatabase(join(site.dataDir, 'channels.sqlite'));
  await database.write(async (writer) => {
    const { id } = ((await findNode(writer, channel, 'posts')) as NodeRow).channel;
    const member = { affiliation: 'member', subscription: 'subscribed' } as const;
    const banned = { affiliation: 'outcast', subscription: 'none' } as const;
    for (let n = 0; n < MEMBERS; n += 1) {
      await saveMembership(writer, id, `${nameOf(n)}@${domain}`, member);
    }
    for (let n = 0; n < BANNED; n += 1) {
      await saveMembership(writer, id, `${nameOf(MEMBERS + n)}@${domain}`, banned);
    }
    for (let n = 0; n < REPORTS; n += 1) {
      const person = `${nameOf(n)}@${domain}`;
      const one = { channel, item: '', person, title: '', text: '', openedAt: at };
      const said = { reporter: `${nameOf(n + 1)}@${domain}`, at, token: `t${n}` };
      const words = `${REPLIES[n % REPLIES.length]} ${nameOf(n * 7)} writes this each night.`;
      const caseId = await insertCase(writer, one);
      await insertReport(writer, { caseId, ...said, rule: 'threat', words });
    }
  });
  await database.close();
  await site.start();
}
