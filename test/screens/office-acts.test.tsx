/** Whatever is done by office asks first, is filled in first, or can be undone where it was done. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { NEW_CHANNEL } from '../../src/protocol/channel-settings.ts';
import type { Incident } from '../../src/protocol/incident.ts';
import { ChannelPlace } from '../../src/screens/office/channel-place.tsx';
import { ChannelSettings } from '../../src/screens/office/channel-settings.tsx';
import { DeleteChannel } from '../../src/screens/office/delete-channel.tsx';
import { DeskIncident } from '../../src/screens/office/desk-incident.tsx';
import { Member, NO_CHANGE } from '../../src/screens/office/member.tsx';
import { NewChannel } from '../../src/screens/office/new-channel.tsx';
import { People } from '../../src/screens/office/people.tsx';
import { PlaceModerators } from '../../src/screens/office/place-moderators.tsx';
import { NO_REMOVAL, RemovePost } from '../../src/screens/office/remove-post.tsx';
import { type Loaded, sectionsOf } from '../../src/screens/office/todo/sections.ts';
import { Todo } from '../../src/screens/office/todo/todo.tsx';
import { WriteFor } from '../../src/screens/office/write-for.tsx';
import { en } from '../../src/screens/text/en.ts';
import { incidentEn } from '../../src/screens/text/incident/incident-en.ts';
import { officeEn } from '../../src/screens/text/office/office-en.ts';
import { noPicking, nothing } from '../../src/server/pages/draw/nothing.ts';

/** What people do for themselves, and what is said of a person who is signed in. */
const OWN = [
  ...['remove', 'take-back', 'comment', 'post', 'save-profile', 'mark-read', 'follow', 'unfollow'],
  ...['sign-out-everywhere', 'download-data', 'change-password', 'delete-account'],
  ...['report', 'appeal', 'accept-rules', 'seen'],
];

/** One button does it, and the same button of the same screen undoes it: closed or open, one place or another. */
const UNDONE_THERE = ['close-channel', 'put-channel'];

const channel = 'water@t';
const anna = 'anna@example.org';
const at = '2026-03-10T11:55:00Z';
const words = { t: en, o: officeEn, notice: null, domain: 'example.org' };
const form = { ...words, channel, channelTitle: 'Water', busy: false, outcome: null };
const own = { channel, channelTitle: 'Water', title: '', text: 'Dry.', at };
const incident: Incident = {
  ...{ reference: '1234-5678', about: 'roads', state: 'received', at, updated: at, author: anna },
  ...{ text: 'A hole.', where: 'Here', channel: '', channelTitle: '', account: '', open: false },
  ...{ news: false, events: [], deliveries: [] },
};
const post = { ...own, id: 'c1', parent: 't1', author: anna, since: at, why: 'first' } as const;
const grounds = { reason: '' };
const person = { jid: anna, affiliation: 'member', bannedUntil: null } as const;
const list = <Thing,>(...things: Thing[]) => ({ things, count: things.length, next: null });
const reported = { ...own, person: anna, hidden: false, count: 1, reports: [] };
const loaded: Loaded = {
  posts: list({ ...post, grounds }),
  reports: list({ ...reported, id: 1, item: 'c1' }, { ...reported, id: 2, item: '' }),
  appeals: list({ ...own, id: 1, person: anna, words: 'Please.', act: 'remove', grounds }),
  people: list({ channel, channelTitle: 'Water', jid: anna }),
  incidents: list(incident),
};
const place = { id: 'temba', kind: 'town', name: 'Temba' } as const;

/** Every screen of an office; where one is asked there, as a link says it. */
function screens(ask = '', of = ''): readonly VNode[] {
  const changed = { onChange: nothing, onSubmit: nothing };
  const picture = { ...noPicking, asked: ask };
  const asked = { asked: ask, onAsk: nothing };
  const channelForm = { ...form, ...changed, settings: NEW_CHANNEL };
  const member = { ...form, ...changed, ...asked, me: 'mod@example.org', onAnswer: nothing };
  const role = { myRole: 'moderator', change: NO_CHANGE } as const;
  const kind = (['posts', 'reports', 'appeals', 'people', 'incidents'] as const).find((name) =>
    of.startsWith(`${name} `),
  );
  const todoAsked = kind ? { name: kind, key: of.slice(kind.length + 1), verb: ask } : null;
  const found = { who: 'waiting', words: '', counts: {}, more: false, empty: '' } as const;
  const typed = { typed: '', onType: nothing };
  return [
    <NewChannel {...channelForm} place="" placeName="" />,
    ...[true, false].map((closed) => (
      <ChannelSettings
        {...{ ...channelForm, closed, picture, place, isPersonal: false }}
        avatar={7}
        onClose={nothing}
      />
    )),
    <DeleteChannel {...form} reason="" onReason={nothing} onDelete={nothing} />,
    <ChannelPlace
      {...form}
      info={{ place, above: [], below: [], mayCreate: true }}
      onPut={nothing}
    />,
    <PlaceModerators
      {...{ ...form, ...typed, ...asked, place: 'temba', placeName: 'Temba', empty: '' }}
      asked={of}
      people={[{ jid: anna, since: at }]}
      onAppoint={nothing}
      onDismiss={nothing}
    />,
    <People
      {...{ ...form, ...found, ...typed, answer: 'later' }}
      people={[{ ...person, subscription: 'pending' }]}
      {...{ onFind: nothing, onMore: nothing, onChoose: nothing, onAnswerAll: nothing }}
    />,
    <Member {...member} {...role} person={{ ...person, subscription: 'pending' }} />,
    <Member {...member} {...role} person={{ ...person, subscription: 'subscribed' }} />,
    <RemovePost {...form} post={post} removal={NO_REMOVAL} onChange={nothing} onRemove={nothing} />,
    <WriteFor
      {...form}
      written={{ onBehalf: '', title: '', text: '' }}
      problem={null}
      {...{ onChange: nothing, onPost: nothing }}
    />,
    <DeskIncident
      {...{ ...form, i: incidentEn, now: 0, incident }}
      photos={{ onTap: false, tapped: [], onShow: nothing }}
      answer={{ state: 'working', text: '' }}
      {...{ onChange: nothing, onAnswer: nothing }}
    />,
    <Todo
      {...{ ...words, now: 0, here: '/todo', empty: '', problem: null, done: null, goesOn: false }}
      sections={sectionsOf(loaded, en, officeEn, incidentEn)}
      asked={todoAsked}
      {...{ onAsk: nothing, onAct: nothing, onMore: nothing }}
    />,
  ];
}

interface Form {
  readonly verb: string;
  /** Whether a press of its button is all that it takes. */
  readonly isBare: boolean;
  readonly html: string;
}

function formsIn(page: string): readonly Form[] {
  return (page.match(/<form method="post".*?<\/form>/gs) ?? []).map((html) => ({
    verb: /name="verb" value="([^"]*)"/.exec(html)?.[1] ?? '',
    isBare: !/<(?:input (?!type="hidden")|textarea|select)/.test(html),
    html,
  }));
}

/** Verbs that the server takes, as its code names them. */
function verbsIn(path: string, pattern: RegExp): readonly string[] {
  const code = readFileSync(fileURLToPath(new URL(`../../src/${path}`, import.meta.url)), 'utf8');
  return [...code.matchAll(pattern)].map(([, verb]) => verb as string);
}

const drawn = screens().map((screen) => renderToString(screen));
const forms = drawn.flatMap(formsIn);
/** Links to a question: the verb, and what it is about. */
const questions = drawn.flatMap((page) =>
  [
    ...page.matchAll(/href="[^"]*\?ask=([a-z-]+)(?:&amp;kind=([a-z]+))?(?:&amp;of=([^"#]*))?#/g),
  ].map(([, verb = '', kind = '', of = '']) => ({
    verb,
    of: [kind, decodeURIComponent(of)].filter(Boolean).join(' '),
  })),
);

test('every verb by office is on a screen that is looked at here', () => {
  const todo = fileURLToPath(new URL('../../src/protocol/todo/', import.meta.url));
  const verbs = [
    ...verbsIn('server/pages/write/verbs.ts', /verb === '([a-z-]+)'/g),
    ...readdirSync(todo).flatMap((file) =>
      verbsIn(`protocol/todo/${file}`, /(?:verb === |case )'([a-z-]+)'/g),
    ),
  ];
  const seen = [...forms, ...questions].map(({ verb }) => verb);
  const byOffice = new Set(verbs.filter((verb) => !OWN.includes(verb)));
  expect([...new Set(seen)].sort()).toEqual([...byOffice].sort());
});

test('what one press does by office can be undone there; all else is filled in or asked first', () => {
  const bare = forms.filter(({ isBare }) => isBare).map(({ verb }) => verb);
  expect([...new Set(bare)].sort()).toEqual(UNDONE_THERE);
  const closing = forms.filter(({ verb }) => verb === 'close-channel').map(({ html }) => html);
  expect(closing.map((html) => /name="closed" value="(\w+)"/.exec(html)?.[1])).toEqual([
    'false',
    'true',
  ]);
});

test.each(questions)('“$verb” of “$of” is asked, and need not be done', ({ verb, of }) => {
  const page = screens(verb, of)
    .map((screen) => renderToString(screen))
    .find((html) => html.includes('id="asked"'));
  const [question = ''] = /<div class="actions" id="asked".*?<\/div>/s.exec(page ?? '') ?? [];
  const answers = formsIn(question);
  expect(answers.length).toBeGreaterThan(0);
  expect(new Set(answers.map((form) => form.verb))).toEqual(new Set([verb]));
  expect(question).toContain(`>${en.notNow}</a>`);
});

test('the verbs about who waits to be let in stand in the column of the screen, not at its edge', () => {
  // The style of what stands directly in the screen is what gives them room.
  const [standing] = drawn.filter((page) => page.includes('?ask=let-in#'));
  expect(standing).toMatch(/<\/p><p class="actions"><a[^>]*ask=let-in#/);
});
