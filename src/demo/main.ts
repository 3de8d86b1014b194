/** `npm run demo`: fills a running site with a believable town, over XMPP, as real accounts. */
import { randomBytes } from 'node:crypto';
import { connect } from '../server/stream/client.ts';
import { fill } from './fill.ts';
import { makeTown } from './town.ts';

const site = process.env.SITE ?? 'http://localhost:8080';
const domain = process.env.DOMAIN ?? 'localhost';
const official = 'admin';
const password = process.env.ADMIN_PASSWORD;
if (!password) {
  console.error('Give the password that the first start printed: ADMIN_PASSWORD=… npm run demo');
  process.exit(1);
}

const town = makeTown({ people: 60, topics: 300, comments: 3_000 }, official);
const address = { url: site, domain };
const admin = await connect({ ...address, username: official, password });
// One password for all, so that the operator can look at the town as anybody in it.
const shared = randomBytes(6).toString('base64url');
const people = new Map<string, Awaited<ReturnType<typeof connect>>>();
for (const username of town.people) {
  people.set(username, await connect({ ...address, username, password: shared, register: true }));
}
console.log(`${people.size} people have joined.`);
await fill(town, {
  domain,
  official: admin,
  people,
  progress: (done, of) => console.log(`${done} of ${of} posts`),
});
await Promise.all([...people.values(), admin].map((person) => person.close()));
console.log(`The town is there: ${town.channels.length} channels, ${town.topics.length} topics.`);
console.log(`Everybody's password is ${shared}; one of them is ${town.people[0]}.`);
