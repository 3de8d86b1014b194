import type { Item } from '../../../protocol/channel.ts';
import { channelTitle, nameOf } from '../../../screens/name.ts';
import type { Chosen } from '../../../screens/parts/written.tsx';
import {
  formFor as commentFormFor,
  mayNow,
  maySpeakFor,
  standingOf,
  willWait,
} from '../../../screens/rights.ts';
import { hrefOf } from '../../../screens/route.ts';
import { Topic, type TopicProps } from '../../../screens/topic.tsx';
import { whyNoForm } from '../../../screens/why-no-form.ts';
import type { Drawn } from '../drawn.ts';
import { readChannel } from '../read/channel.ts';
import type { KnownChannel } from '../read/channels.ts';
import { type ItemsPage, readItem, readThread } from '../read/items.ts';
import { markTopicRead } from '../read/reading.ts';
import { readHeld } from '../read/withheld.ts';
import { troubleOf, type Visitor } from '../visitor.ts';
import { COMMENT_FORM, drawAnswering, drawNoAnswer } from './answering.tsx';
import { summaryOf } from './channel.tsx';
import { drawNotIn } from './message.tsx';
import { nothing, nothingUnsent, type PhotoSaid, plainPhoto } from './nothing.ts';

/** A comment that was not taken, and why, as a sentence. */
export interface RefusedComment {
  readonly text: string;
  readonly problem: string | null;
  readonly photo?: PhotoSaid;
}

/** One topic and its comments. */
export async function drawTopic(
  visitor: Visitor,
  channel: string,
  id: string,
  before?: string,
  refused?: RefusedComment,
  chosen: Chosen | null = null,
): Promise<Drawn> {
  const { t, domain, me } = visitor;
  const [known, { topic, page, isNewest }, held] = await Promise.all([
    readChannel(visitor, channel),
    readPage(visitor, channel, id, before, chosen),
    readHeld(visitor, channel, id),
  ]);
  const title = channelTitle(channel, known.config.title);
  if (!topic) return drawNotIn(visitor, channel, t.noSuchTopic, title);
  const seq = page.items.at(-1)?.seq ?? topic.seq;
  // Who turns to older comments has had the newest before them.
  const isCounted = known.reading !== null && isNewest;
  const read = isCounted
    ? await markTopicRead(visitor, known.reading, { channel, topic: id, seq }, visitor.isSeen)
    : seq;
  const isNew = (item: Item) => item.seq > read && item.author !== me;
  const fresh = page.items.find(isNew);
  const here = hrefOf({ screen: 'topic', channel, topic: id });
  const isOpen = known.config.accessModel === 'open';
  const form = formFor(visitor, known, here, refused);
  const hasForm = form !== null && typeof form === 'object';
  const isAsked = [topic, ...page.items].some((item) => item.id === chosen?.id);
  const problem = refused?.problem ?? chosen?.problem ?? null;
  const answered =
    hasForm && chosen?.verb === 'reply'
      ? await readComment(visitor, channel, topic, chosen.id, page.items)
      : undefined;
  return {
    status: problem ? 409 : 200,
    ...(refused && !hasForm ? { says: problem ?? whyNoForm(t, form) } : {}),
    title: topic.title || nameOf(topic.author, domain, t),
    shows: [channel],
    ...(isOpen ? { description: summaryOf(topic) } : {}),
    ...(isOpen && before === undefined ? { canonical: here } : {}),
    takesOver: before === undefined && chosen === null,
    body: (
      <Topic
        t={t}
        notice={visitor.notice}
        domain={domain}
        now={visitor.now}
        channel={channel}
        channelTitle={title}
        me={me}
        photos={{ onTap: visitor.onTap, tapped: [], onShow: nothing }}
        maySpeakFor={me !== null && maySpeakFor(known, id, channel, me, domain)}
        mayModerate={me !== null && mayNow(known, 'retract-any', me, domain)}
        topic={topic}
        chosen={chosen}
        answered={answered}
        onNoAnswer={nothing}
        drawAnswering={drawAnswering(t, `${here}#comment`)}
        onChoose={nothing}
        onRemove={nothing}
        comments={page.items}
        hasOlder={page.hasOlder}
        held={held}
        unsent={[]}
        empty={t.noComments}
        // Told at the form, or at the post that it is about, where there is one.
        problem={(refused ? hasForm : isAsked) ? null : problem}
        form={form}
        gapBefore={null}
        onGap={nothing}
        onOlder={nothing}
        newFrom={fresh?.id ?? null}
        unread={fresh ? page.items.filter(isNew).length : 0}
        seeking={false}
        onGoToNew={nothing}
        {...nothingUnsent}
      />
    ),
  };
}

/**
 * The newest comments, or those before one; where one that the newest do not have is about to be removed,
 * the page that ends with it: the question stands there.
 */
async function readPage(
  visitor: Visitor,
  channel: string,
  id: string,
  before: string | undefined,
  chosen: Chosen | null,
): Promise<{ topic: Item | null; page: ItemsPage; isNewest: boolean }> {
  const thread = await readThread(visitor, channel, id, before);
  const { topic, page } = thread;
  const asked =
    topic && chosen?.verb === 'remove' && chosen.id !== id
      ? await readComment(visitor, channel, topic, chosen.id, page.items)
      : undefined;
  if (!asked || page.items.includes(asked)) return { ...thread, isNewest: before === undefined };
  const { items, hasOlder } = (await readThread(visitor, channel, id, asked.id)).page;
  return { topic, page: { items: [...items, asked], hasOlder }, isNewest: false };
}

/** A comment of that topic, be it one that is shown or an older one. */
async function readComment(
  visitor: Visitor,
  channel: string,
  topic: Item,
  id: string,
  shown: readonly Item[],
): Promise<Item | undefined> {
  const known = shown.find((item) => item.id === id);
  if (known) return known;
  const comment = await readItem(visitor, channel, id).catch((error: unknown) => {
    if (troubleOf(error) === 'not-found') return null;
    throw error;
  });
  return comment?.parent === topic.id ? comment : undefined;
}

function formFor(
  { t, me, domain }: Visitor,
  known: KnownChannel,
  here: string,
  refused: RefusedComment | undefined,
): TopicProps['form'] {
  const form = commentFormFor(known, 'comment', me, domain);
  if (form !== 'post') return form;
  return {
    t,
    id: COMMENT_FORM,
    noAnswer: drawNoAnswer(t),
    // What was wrong stands there, below all comments, also for browsers that put the focus nowhere.
    action: `${here}#comment`,
    text: refused?.text ?? '',
    follows: standingOf(known, me) === 'stranger',
    waits: willWait(known, me, domain),
    problem: refused?.problem ?? null,
    photo: { ...plainPhoto, ...refused?.photo },
    onInput: nothing,
    onSend: nothing,
  };
}
