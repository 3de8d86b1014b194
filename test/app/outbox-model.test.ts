/** Writing, sending and dying in any order, against a model. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addToOutbox } from '../../src/app/actions/add-to-outbox.ts';
import type { Account } from '../../src/app/actions/device.ts';
import { resendPost } from '../../src/app/actions/resend-post.ts';
import { keepDraft } from '../../src/app/actions/save-draft.ts';
import { discardPost, editPost } from '../../src/app/actions/withdraw.ts';
import { placeOf } from '../../src/app/store/place.ts';
import { readDraft } from '../../src/app/store/read/draft.ts';
import { readOutbox } from '../../src/app/store/read/outbox.ts';
import { createStore, type Store } from '../../src/app/store/store.ts';
import { flushOutbox } from '../../src/app/sync/flush-outbox.ts';
import { reach } from '../harness/reach.ts';
import { CHANNEL, freshStore } from './fresh-store.ts';
import { type Outcome, PublishingService } from './publishing-service.ts';

const PLACES = ['t1', 't2', null] as const;
type Parent = (typeof PLACES)[number];

interface State {
  readonly drafts: Readonly<Record<string, string>>;
  readonly posts: readonly { readonly text: string; readonly failed: boolean }[];
  readonly there: readonly string[];
}

type Step =
  | { readonly do: 'type'; readonly parent: Parent; readonly text: string }
  | { readonly do: 'send'; readonly parent: Parent }
  | { readonly do: 'flush'; readonly outcomes: readonly Outcome[] }
  | { readonly do: 'edit' | 'discard' | 'resend' | 'restart' };

const nameOf = (parent: Parent) => placeOf({ channel: CHANNEL, parent });

/** One phone of one person, and what happened to everything that was ever typed. */
class Phone {
  readonly service = new PublishingService();
  #store: Store = freshStore();

  get #account(): Account {
    return { store: this.#store } as Account;
  }

  /** The app dies, with whatever it was doing, and starts again. */
  async restart(): Promise<void> {
    await this.#store.read(['meta'], async (tx) => tx.db.close());
    this.#store = createStore(this.#store.name);
  }

  async do(step: Step): Promise<void> {
    const account = this.#account;
    const failed = (await readOutbox(this.#store)).find((post) => post.trouble !== null)?.order;
    switch (step.do) {
      case 'type':
        await keepDraft(account, { place: nameOf(step.parent), title: '', text: step.text });
        return;
      case 'send': {
        const draft = await readDraft(this.#store, nameOf(step.parent));
        const writing = { channel: CHANNEL, parent: step.parent, title: '' };
        await addToOutbox(account, { ...writing, text: draft?.text ?? '' });
        return;
      }
      case 'flush':
        this.service.outcomes = [...step.outcomes];
        await flushOutbox(this.service.context(this.#store));
        return;
      case 'edit':
        if (failed !== undefined) await editPost(account, failed);
        return;
      case 'discard':
        if (failed !== undefined) await discardPost(account, failed);
        return;
      case 'resend':
        if (failed !== undefined) await resendPost(account, failed);
        return;
      case 'restart':
        await this.restart();
    }
  }

  /** Where each post of the outbox was written. */
  async parents(): Promise<readonly Parent[]> {
    return (await readOutbox(this.#store)).map((post) => post.parent as Parent);
  }

  async state(): Promise<State> {
    const drafts: Record<string, string> = {};
    for (const parent of PLACES) {
      const draft = await readDraft(this.#store, nameOf(parent));
      if (draft) drafts[nameOf(parent)] = draft.text;
    }
    const posts = (await readOutbox(this.#store)).map(({ text, trouble }) => ({
      text,
      failed: trouble !== null,
    }));
    return { drafts, posts, there: this.service.texts };
  }
}

/** What the promises say that a step leads to. */
function after({ drafts, posts, there }: State, parents: readonly Parent[], step: Step): State {
  const failed = posts.findIndex((post) => post.failed);
  const others = posts.filter((_, index) => index !== failed);
  switch (step.do) {
    case 'type':
      return { drafts: without(drafts, nameOf(step.parent), step.text), posts, there };
    case 'send': {
      const text = (drafts[nameOf(step.parent)] ?? '').trim();
      if (text === '') return { drafts, posts, there };
      const sent = [...posts, { text, failed: false }];
      return { drafts: without(drafts, nameOf(step.parent), ''), posts: sent, there };
    }
    case 'flush':
      return flushed({ drafts, posts, there }, step.outcomes);
    case 'edit': {
      if (failed < 0) return { drafts, posts, there };
      const place = nameOf(parents[failed] as Parent);
      const text = [posts[failed]?.text, drafts[place]].filter(Boolean).join('\n');
      return { drafts: without(drafts, place, text), posts: others, there };
    }
    case 'discard':
      return { drafts, posts: failed < 0 ? posts : others, there };
    case 'resend':
      return {
        drafts,
        posts: posts.map((post, index) => (index === failed ? { ...post, failed: false } : post)),
        there,
      };
    case 'restart':
      return { drafts, posts, there };
  }
}

function flushed({ drafts, posts, there }: State, outcomes: readonly Outcome[]): State {
  const left: { text: string; failed: boolean }[] = [];
  const arrived = [...there];
  let goes = true;
  let turn = 0;
  for (const post of posts) {
    if (post.failed || !goes) {
      left.push(post);
      continue;
    }
    const outcome = outcomes[turn] ?? 'offline';
    turn += 1;
    const isKnown = arrived.includes(post.text);
    const stored = outcome === 'ok' || outcome === 'lost' || (outcome === 'refused' && isKnown);
    if (stored && !isKnown) arrived.push(post.text);
    if (outcome === 'ok' || (outcome === 'refused' && isKnown)) continue;
    left.push({ ...post, failed: outcome === 'refused' });
    goes = outcome === 'refused';
  }
  return { drafts, posts: left, there: arrived };
}

function without(drafts: State['drafts'], place: string, text: string): State['drafts'] {
  const { [place]: _, ...others } = drafts;
  return text === '' ? others : { ...others, [place]: text };
}

const parent = fc.constantFrom(...PLACES);
const outcome = fc.constantFrom<Outcome>('ok', 'ok', 'lost', 'offline', 'refused', 'wait');
const steps = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.record({ do: fc.constant('type' as const), parent }) },
      { weight: 4, arbitrary: fc.record({ do: fc.constant('send' as const), parent }) },
      {
        weight: 3,
        arbitrary: fc.record({
          do: fc.constant('flush' as const),
          outcomes: fc.array(outcome, { maxLength: 4 }),
        }),
      },
      {
        weight: 3,
        arbitrary: fc.record({
          do: fc.constantFrom('edit' as const, 'discard' as const, 'resend' as const),
        }),
      },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
    ),
    { minLength: 5, maxLength: 20 },
  )
  // Every text is another one, so that each can be followed.
  .map((all) =>
    all.map((step, n): Step => (step.do === 'type' ? { ...step, text: `text ${n}` } : step)),
  );

/** Which of them is cut short by the death of the app; none, mostly. */
const deaths = fc.array(fc.nat(60), { minLength: 20, maxLength: 20 });

test('what was saved is kept once, shown as it stands, and sent in the order of writing', async () => {
  await fc.assert(
    fc.asyncProperty(steps, deaths, async (all, dies) => {
      const phone = new Phone();
      let state = await phone.state();
      let parents: readonly Parent[] = [];
      for (const [n, step] of all.entries()) {
        const expected = after(state, parents, step);
        const work = phone.do(step);
        if ((dies[n] ?? 0) < 8) {
          // It dies some moments into the work: that happened, or it did not.
          for (let turn = 0; turn < (dies[n] ?? 0); turn += 1) await new Promise(setImmediate);
          await phone.restart();
          await work.catch(() => undefined);
          const now = await phone.state();
          if (step.do === 'flush') expectHonest(now, state);
          else expect([state, expected]).toContainEqual(now);
          state = now;
        } else {
          await work;
          state = await phone.state();
          expect(state).toEqual(expected);
        }
        parents = await phone.parents();
      }
    }),
    { numRuns: reach(10_000) },
  );
}, 3_600_000);

/** After a flush that was cut short, each text is where it was or further, and nowhere twice. */
function expectHonest(now: State, before: State): void {
  expect(now.drafts).toEqual(before.drafts);
  for (const { text } of before.posts) {
    expect([...now.posts.map((post) => post.text), ...now.there]).toContain(text);
  }
  expect(new Set(now.there).size).toBe(now.there.length);
}
