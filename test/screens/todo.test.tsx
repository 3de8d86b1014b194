import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import type { Incident } from '../../src/protocol/incident.ts';
import type { Withheld } from '../../src/protocol/withheld.ts';
import { sectionsOf } from '../../src/screens/office/todo/sections.ts';
import { Todo, type TodoProps } from '../../src/screens/office/todo/todo.tsx';
import { en } from '../../src/screens/text/en.ts';
import { incidentEn } from '../../src/screens/text/incident/incident-en.ts';
import { officeEn } from '../../src/screens/text/office/office-en.ts';

const nothing = () => undefined;

const post: Withheld = {
  ...{
    channel: 'water@t',
    channelTitle: 'Water',
    id: 'c1',
    parent: 't1',
    author: 'anna@example.org',
  },
  ...{ why: 'first', since: '2026-03-10T11:55:00Z', title: '', text: 'Still <b>no</b> water' },
  grounds: { reason: '' },
};
const waiting = { channel: 'water@t', channelTitle: 'Water', jid: 'ben@example.org' };
const loaded = {
  posts: { things: [post], count: 41, next: '7' },
  people: { things: [waiting], count: 1, next: null },
};

const todo: TodoProps = {
  ...{ t: en, o: officeEn, notice: null, domain: 'example.org', here: '/todo' },
  now: Date.parse('2026-03-10T12:00:00Z'),
  sections: sectionsOf(loaded, en, officeEn, incidentEn),
  ...{ asked: null, empty: officeEn.nothingToDo, problem: null, done: null, goesOn: false },
  ...{ onAsk: nothing, onAct: nothing, onMore: nothing },
};

test('each kind of thing is a section, each thing a row with links to its verbs', () => {
  const page = renderToString(<Todo {...todo} />);
  expect(page).toContain('Posts that wait (41)');
  expect(page).toContain('Still &lt;b>no&lt;/b> water');
  expect(page).toContain('href="/todo?ask=approve&amp;kind=posts&amp;of=water%40t%2Fc1#asked"');
  expect(page).toContain('href="/todo?more=posts&amp;after=7"');
  expect(page).toContain('People who ask to be let in (1)');
  expect(page).not.toContain('<form');
});

test('what more could not be had is said at the button of its kind', () => {
  const draw = (problemAt?: 'posts' | 'people') =>
    renderToString(<Todo {...todo} problem="No answer." problemAt={problemAt} />);
  expect(draw('posts')).toMatch(/No answer\.<\/p><a [^>]*>More</);
  expect(draw('posts').match(/No answer\./g)).toHaveLength(1);
  expect(draw()).toMatch(/No answer\..*<h2>/);
});

test('before something is done one is asked; of several answers each is a form and a digit', () => {
  const asked = (verb: string) =>
    renderToString(<Todo {...todo} asked={{ name: 'posts', key: 'water@t/c1', verb }} />);
  const approve = asked('approve');
  expect(approve).toContain(officeEn.approveAsk);
  expect(approve.match(/<form/g)).toHaveLength(1);
  expect(approve).toContain('name="id" value="c1"');
  expect(approve).toContain('autofocus');
  const refuse = asked('refuse');
  expect(refuse.match(/<form/g)).toHaveLength(5);
  expect(refuse).toContain('name="choice" value="privacy"');
  expect(refuse).toMatch(/accesskey="3"[^>]*>3\. Tells what is private/);
});

test('a name leads to its person, and a thing to itself', () => {
  const incident: Incident = {
    ...{ reference: '1234-5678', author: 'anna@example.org', about: 'roads', state: 'received' },
    ...{ text: 'A hole.', where: 'Mango Street', channel: '', channelTitle: '', account: '' },
    ...{ open: false, at: '2026-03-10T11:55:00Z', updated: '', news: false },
    ...{ events: [], deliveries: [] },
  };
  const broken = { incidents: { things: [incident], count: 1, next: null } };
  const sections = sectionsOf(broken, en, officeEn, incidentEn);
  const page = renderToString(<Todo {...todo} sections={sections} />);
  expect(page).toContain('<a href="/desk/1234-5678">Roads and pavements</a>');
  expect(page).toContain('<b>anna</b>');
});

test('who hears a list of links hears whose thing each verb is for', () => {
  const page = renderToString(<Todo {...todo} />);
  expect(page).toMatch(/aria-label="Approve: anna"[^>]*>Approve</);
  expect(page).toMatch(/aria-label="Let in: ben"[^>]*>Let in</);
});

test('where nothing waits it says so', () => {
  expect(renderToString(<Todo {...todo} sections={[]} />)).toContain('Nothing waits for you.');
});
