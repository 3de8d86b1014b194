/** Who decides is found among ten thousand followers without reading them all. */
import { afterAll, expect, test } from 'vitest';
import { decidedBy, undecided } from '../../src/server/storage/judges.ts';
import { openDatabase } from '../../src/server/storage/open.ts';

const database = await openDatabase(':memory:');
afterAll(() => database.close());

const admin = { jid: 'boss@example.org', isAdmin: true, isAlone: false };

test.each([
  ['for an administrator', decidedBy(admin, 'k.person')],
  ['for nobody at all', undecided([admin.jid], 'k.person')],
])('%s', async (_, { where, params }) => {
  const plan = await database.read((reader) =>
    reader.all<{ detail: string }>(
      `EXPLAIN QUERY PLAN SELECT count(*) FROM cases k LEFT JOIN channels c ON c.jid = k.channel
       WHERE k.state = 'open' AND ${where}`,
      ...params,
    ),
  );
  const ofMembers = plan.map(({ detail }) => detail).filter((detail) => / m /.test(detail));
  expect(ofMembers).not.toEqual([]);
  for (const detail of ofMembers)
    expect(detail).toMatch(/memberships_office|\(channel_id=\? AND jid/);
});
