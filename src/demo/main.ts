/** `npm run demo`: fills a running site with a believable town, over XMPP, as real accounts. */
import { randomBytes } from 'node:crypto';
import { connect, NoAnswer, RequestRefused, type XmppClient } from '../server/stream/client.ts';
import { SignInRefused } from '../server/stream/sasl2.ts';
import { fill } from './fill.ts';
import { makeTown } from './town.ts';

const site = process.env.SITE ?? 'http://localhost:8080';
const domain = process.env.DOMAIN ?? 'localhost';
const official = 'admin';
const password = process.env.ADMIN_PASSWORD;
if (!password)
  giveUp('Give the password that the first start printed: ADMIN_PASSWORD=… npm run demo');

if (!/^https?:/.test(site) || !URL.canParse(site))
  giveUp(`SITE must look like http://localhost:8080, not "${site}".`);

const town = makeTown({ people: 60, topics: 300, comments: 3_000 }, official);
const address = { url: site, domain };
// One password for all, so that the operator can look at the town as anybody in it.
const shared = randomBytes(6).toString('base64url');
const admin = await connect({ ...address, username: official, password }).catch(explain);
const people = new Map<string, XmppClient>();
for (const username of town.people) {
  const person = { ...address, username, password: shared, register: true };
  people.set(username, await connect(person).catch(explain));
}
console.log(`${people.size} people have joined.`);
await fill(town, {
  domain,
  official: admin,
  people,
  progress: (done, of) => console.log(`${done} of ${of} posts`),
}).catch(explain);
await Promise.all([...people.values(), admin].map((person) => person.close()));
console.log(`The town is there: ${town.channels.length} channels, ${town.topics.length} topics.`);
console.log(`Everybody's password is ${shared}; one of them is ${town.people[0]}.`);

function giveUp(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

/** What the operator can do something about, in a sentence. */
function explain(error: Error): never {
  if (error instanceof NoAnswer) {
    giveUp(
      `Nobody answers at ${site}. Start the site with npm start, or give its address in SITE.`,
    );
  }
  if (error instanceof SignInRefused) giveUp(`${domain} takes no such password of ${official}.`);
  if (error instanceof RequestRefused && error.condition === 'conflict') {
    giveUp('The town is there already, or somebody of its name: it is made once for each site.');
  }
  throw error;
}
