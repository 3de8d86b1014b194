import { Chance } from './chance.ts';
import { CHANNELS, type DemoChannel } from './channels.ts';
import { usernames } from './people.ts';
import { DAYS, LONG_REPLY, OPENINGS, PLACES, REPLIES } from './phrases.ts';

export interface DemoPost {
  readonly author: string;
  readonly title: string;
  readonly text: string;
}

export interface DemoTopic extends DemoPost {
  readonly channel: DemoChannel;
  readonly comments: readonly DemoPost[];
}

export interface Town {
  readonly people: readonly string[];
  readonly channels: readonly DemoChannel[];
  readonly topics: readonly DemoTopic[];
}

export interface TownSize {
  readonly people: number;
  readonly topics: number;
  readonly comments: number;
}

/** Makes up a town of that size; the same one each time. `official` posts where followers may not. */
export function makeTown(size: TownSize, official: string): Town {
  const chance = new Chance(20_150_525);
  const people = usernames(size.people);
  const fill = (text: string) =>
    text
      .replaceAll('{place}', () => chance.pick(PLACES))
      .replaceAll('{day}', () => chance.pick(DAYS))
      .replaceAll('{n}', () => String(12 + chance.below(980)));
  const drafts = Array.from({ length: size.topics }, (_, n) => {
    const channel = CHANNELS[n % CHANNELS.length] as DemoChannel;
    const opening = chance.pick(OPENINGS[chance.pick(channel.subjects)]);
    const isNotice = channel.defaultAffiliation === 'member';
    return {
      channel,
      author: isNotice ? official : chance.pick(people),
      title: fill(opening.title),
      text: fill(opening.text),
      comments: [] as DemoPost[],
      isNotice,
    };
  });
  const open = drafts.filter((draft) => !draft.isNotice);
  for (let n = 0; n < size.comments; n += 1) {
    // Squared chance: a few topics are talked about a lot, most a little.
    const place = chance.below(open.length) * chance.below(open.length);
    const draft = open[Math.floor(place / open.length)] as (typeof open)[number];
    const text = chance.once(40) ? LONG_REPLY : chance.pick(REPLIES);
    draft.comments.push({ author: chance.pick(people), title: '', text: fill(text) });
  }
  return { people, channels: CHANNELS, topics: drafts };
}
