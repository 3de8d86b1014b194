import { randomUUID } from 'node:crypto';
import { OPENINGS, REPLIES } from '../../src/demo/phrases.ts';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { publishRequest } from '../../src/protocol/pubsub.ts';
import { createRequest } from '../../src/protocol/pubsub-owner.ts';
import { connect } from '../../src/server/stream/client.ts';
import type { Site } from '../../test/harness/site.ts';

export const CHANNEL_TITLE = 'Roads and lights';
export const TOPICS = 20;
export const COMMENTS = 30;
/** Of the topic that has the comments: the newest. */
export const TOPIC_TITLE = 'The bridge at the clinic';

/** A channel of 20 topics, one of them with 30 comments. */
export async function fillTown(site: Site): Promise<void> {
  const { url, domain } = site;
  const admin = await connect({ url, domain, username: 'admin', password: site.adminPassword });
  const service = `channels.${domain}`;
  const channel = `roads@topics.${domain}`;
  const form = configChangeForm({
    title: CHANNEL_TITLE,
    description: 'Potholes, lights, signs.',
    defaultAffiliation: 'publisher',
  });
  await admin.request('set', service, createRequest(channel, form));
  const post = async (draft: { title?: string; text: string; parent?: string }) => {
    const id = randomUUID();
    await admin.request('set', service, publishRequest(channel, { id, ...draft }));
    return id;
  };
  const openings = Object.values(OPENINGS).flat();
  for (let n = 1; n < TOPICS; n += 1) {
    const { title, text } = openings[n % openings.length] as (typeof openings)[number];
    await post({ title, text });
  }
  const parent = await post({ title: TOPIC_TITLE, text: 'It is closed to lorries until Friday.' });
  for (let n = 0; n < COMMENTS; n += 1) {
    await post({ text: REPLIES[n % REPLIES.length] as string, parent });
  }
  await admin.close();
}
