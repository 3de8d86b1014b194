import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { Channel, type ChannelProps } from '../../src/screens/channel.tsx';
import { Channels } from '../../src/screens/channels.tsx';
import { finder } from '../../src/screens/find.ts';
import { Login } from '../../src/screens/login.tsx';
import { Menu } from '../../src/screens/menu.tsx';
import { Message } from '../../src/screens/message.tsx';
import { channelTitle, nameOf } from '../../src/screens/name.ts';
import { CarriedFields, VerbButton } from '../../src/screens/parts/verb.tsx';
import { Signup } from '../../src/screens/signup.tsx';
import { en } from '../../src/screens/text/en.ts';
import { Topic, type TopicProps } from '../../src/screens/topic.tsx';

const nothing = () => undefined;
const NOW = Date.parse('2026-03-10T12:00:00Z');
const CHANNEL = 'water@topics.example.org';

const channel: ChannelProps = {
  t: en,
  notice: null,
  domain: 'example.org',
  now: NOW,
  channel: CHANNEL,
  title: 'Water',
  description: 'Pipes and bills',
  pinned: '',
  standing: 'follower',
  mayPost: true,
  closed: false,
  mayConfigure: false,
  mayModerate: false,
  maySpeakFor: false,
  mayComment: false,
  topics: [],
  unread: 0,
  gapBefore: null,
  onGap: nothing,
  held: [],
  unsent: [],
  empty: 'Nothing.',
  hasOlder: false,
  problem: null,
  onOlder: nothing,
  onMarkAllRead: nothing,
  onFollow: nothing,
  onUnfollow: nothing,
  onRetry: nothing,
  onEdit: nothing,
  onDiscard: nothing,
  onEditHeld: nothing,
  onDiscardHeld: nothing,
};

const post = {
  id: 't1',
  seq: 1,
  activity: 7,
  author: 'anna@example.org',
  title: 'No water',
  text: 'Since <b>Monday</b>\nat 5.',
  published: '2026-03-10T11:55:00Z',
};

const topic: TopicProps = {
  t: en,
  notice: null,
  domain: 'example.org',
  now: NOW,
  channel: CHANNEL,
  channelTitle: 'Water',
  photos: { onTap: false, tapped: [], onShow: nothing },
  topic: post,
  comments: [],
  newFrom: null,
  me: null,
  mayModerate: false,
  maySpeakFor: false,
  chosen: null,
  seeking: false,
  answered: undefined,
  onNoAnswer: nothing,
  onChoose: nothing,
  onRemove: nothing,
  gapBefore: null,
  onGap: nothing,
  unread: 0,
  onGoToNew: nothing,
  hasOlder: false,
  held: [],
  unsent: [],
  empty: 'Nothing.',
  problem: null,
  form: 'join',
  onOlder: nothing,
  onRetry: nothing,
  onEdit: nothing,
  onDiscard: nothing,
  onEditHeld: nothing,
  onDiscardHeld: nothing,
};

const form = {
  t: en,
  action: '/',
  text: '',
  follows: false,
  waits: false,
  problem: null,
  photo: { problem: null, stage: null, onPick: null },
  onInput: nothing,
  onSend: nothing,
};

describe('the channel list', () => {
  const quiet = { description: '', followed: false, unread: 0, updated: '' };
  const rows = [
    { ...quiet, channel: CHANNEL, title: 'Water', followed: true, unread: 3 },
    { ...quiet, channel: 'roads@t', title: 'Roads', updated: '2026-03-10T11:00:00Z' },
  ];
  const list = {
    t: en,
    notice: null,
    signedIn: true,
    now: NOW,
    channels: rows,
    hasMore: false,
    find: null,
    empty: 'No channels.',
    onMore: nothing,
    onLanguages: nothing,
    onMarkAllRead: nothing,
  };

  test('shows followed channels first, with what is new in them', () => {
    const page = renderToString(<Channels {...list} />);
    expect(page).toContain('3 new');
    expect(page).toContain('>Mark all read<');
    expect(page).toContain('active 1 h ago');
    expect(page.indexOf('You follow')).toBeLessThan(page.indexOf('Open channels'));
    expect(page).toContain('href="/channel/water@topics.example.org"');
    expect(page).not.toContain('Join');
  });

  test('offers an account to those without one, and says when there is nothing', () => {
    const page = renderToString(<Channels {...list} signedIn={false} channels={[]} />);
    expect(page).toContain('No channels.');
    expect(page).toContain('href="/signup"');
  });

  test('comes before the languages, with a short way to them', () => {
    const page = renderToString(<Channels {...list} signedIn={false} />);
    expect(page.indexOf('href="#languages"')).toBeLessThan(page.indexOf('class="row"'));
    expect(page.indexOf('class="row"')).toBeLessThan(page.indexOf('id="languages"'));
  });

  test('is read in any language by a link', () => {
    const page = renderToString(<Channels {...list} signedIn={false} />);
    expect(page).toContain('<a href="?lang=zu" lang="zu" hreflang="zu">isiZulu</a>');
    expect(page).toContain(
      '<a href="?lang=en" lang="en" hreflang="en" aria-current="true">English</a>',
    );
  });

  test('goes on by a link, and is looked through by a form that works without script', () => {
    const find = { typed: 'wat', onType: nothing, onFind: nothing };
    const page = renderToString(<Channels {...list} hasMore find={find} />);
    expect(page).toContain('href="/?before=roads%40t"');
    expect(page).toContain('<form class="find bare" action="/search">');
    expect(page).toMatch(/<input id="q" name="q" type="text" value="wat"/);
  });

  test.each([
    ['', true],
    ['wat', true],
    ['WATER pipes', true],
    ['cafe', true],
    ['water hamman', true],
    ['water roads', false],
    // The first sixteen words count.
    [`${'water '.repeat(15)}roads`, false],
    [`${'water '.repeat(16)}roads`, true],
  ])('"%s" fits: %s', (typed, fits) => {
    const row = { channel: CHANNEL, title: 'Water', description: 'Pipes near the Café' };
    expect(finder(typed)({ ...row, place: 'Hammanskraal' })).toBe(fits);
    // Of no place is none that has this name.
    expect(finder('undefined')(row)).toBe(false);
  });
});

describe('a channel', () => {
  test.each([
    [{}, ['New topic', 'Unfollow'], ['>Follow<', 'Join']],
    [{ standing: 'stranger' as const }, ['New topic', '>Follow<'], ['Unfollow']],
    [{ standing: 'reader' as const, mayPost: false }, ['Join'], ['New topic', 'ollow<']],
    [{ standing: null, mayPost: false }, [], ['New topic', 'ollow<', 'Join']],
    [{ mayPost: false }, ['Here only some people may write.'], ['New topic']],
    [{ mayPost: false, mayComment: true }, ['You may comment.'], ['New topic', 'may write']],
    [{ maySpeakFor: true }, ['/channel/water@topics.example.org/for"'], []],
    [{ standing: 'asked' as const, mayPost: false }, ['have not answered'], ['New topic']],
    [{ problem: 'There is no such channel.' }, ['There is no such'], ['Nothing.']],
  ])('%o', (props, shown, hidden) => {
    const page = renderToString(<Channel {...channel} {...props} />);
    for (const words of shown) expect(page).toContain(words);
    for (const words of hidden) expect(page).not.toContain(words);
  });

  test('what goes when it is pressed stands last of its verbs: a second press unfollows nothing', () => {
    const page = renderToString(
      <Channel {...channel} unread={3} mayModerate mayConfigure maySpeakFor />,
    );
    const verbs = [en.unfollow, en.people, en.writeFor, en.settings, en.markAllRead];
    const places = verbs.map((verb) => page.indexOf(`>${verb}<`));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  test('pins its notice, and shows the beginning of a long description', () => {
    const long = `${'word '.repeat(60)}end`;
    const page = renderToString(
      <Channel {...channel} pinned="No water <today>" description={long} />,
    );
    expect(page).toContain('No water &lt;today>');
    expect(page.indexOf('No water')).toBeLessThan(page.indexOf('word'));
    expect(page).toContain('See more');
    expect(page.match(/<summary>(.*?)<span/)?.[1]?.length).toBeLessThan(150);
    expect(page).toContain('end</details>');
    expect(renderToString(<Channel {...channel} />)).not.toContain('See more');
  });

  test('names a topic without a title by its first line, and counts its comments', () => {
    const rows = [
      { ...post, replies: 0, unread: 0 },
      { ...post, id: 't2', title: '', text: 'First line\nsecond', replies: 1, unread: 2 },
      { ...post, id: 't3', title: '', text: 'x'.repeat(300), replies: 12, unread: 0 },
    ];
    const page = renderToString(<Channel {...channel} topics={rows} />);
    expect(page).toContain('>First line<');
    expect(page).toContain(`${'x'.repeat(100)}…`);
    expect(page).toContain('anna · 5 min ago · no comments');
    expect(page).toContain('1 comment<');
    expect(page).toContain('12 comments');
    expect(page.match(/class="badge"/g)).toHaveLength(1);
    expect(page).toContain('2 new');
  });
});

describe('a gap', () => {
  test('is shown where it is, with what loads it', () => {
    const topics = ['t1', 't2'].map((id) => ({
      ...post,
      id,
      title: id,
      replies: 0,
      unread: 0,
    }));
    const list = renderToString(<Channel {...channel} topics={topics} gapBefore="t2" />);
    expect(list).toMatch(/>t1<.*before=t1.*Some topics are not here.*>t2</s);
    const comments = ['c1', 'c2'].map((id) => ({ ...post, id, text: `words of ${id}` }));
    const thread = renderToString(<Topic {...topic} comments={comments} gapBefore="c2" />);
    expect(thread).toMatch(/of c1<.*before=c2.*Some comments are not here.*of c2</s);
    expect(list + renderToString(<Topic {...topic} comments={comments} />)).not.toContain(
      'comments are not',
    );
  });
});

describe('what can be done with a post', () => {
  const comments = ['c1', 'c2'].map((id) => ({ ...post, id, text: `words of ${id}` }));
  const bens = { ...post, id: 'c3', author: 'ben@example.org', text: 'I agree.', target: 'c2' };
  const thread = { ...topic, comments: [...comments, bens], form, me: 'anna@example.org' };

  test('an answer says whom it answers, and to what', () => {
    const page = renderToString(<Topic {...thread} />);
    expect(page).toMatch(/class="quote">To anna: words of c2<.*I agree\./s);
    expect(page).toContain('?reply=c3#comment"');
    const answering = renderToString(<Topic {...thread} answered={bens} />);
    expect(answering).toContain('name="target" value="c3"');
    expect(answering).toMatch(/id="answer"[^>]*>To ben:/);
    expect(renderToString(<Topic {...thread} form="join" />)).not.toContain('?reply=');
  });

  test('own ones can be removed, after a question', () => {
    const page = renderToString(<Topic {...thread} />);
    const links = ['?remove=t1#asked', '?remove=c1#asked', '?remove=c2#asked'];
    expect(page.match(/\?remove=\w+#\w+/g)).toEqual(links);
    const asked = renderToString(<Topic {...thread} chosen={{ verb: 'remove', id: 'c2' }} />);
    expect(asked).toContain('Remove it for everybody?');
    expect(asked).toMatch(/name="item" value="c2".*<button type="submit">Remove</s);
    // The page comes with the question in sight, and a hasty key keeps it.
    expect(asked).toContain('id="asked"');
    expect(asked).toMatch(/<a [^>]*autofocus[^>]*>Keep</);
    expect(page).not.toContain('name="item"');
  });

  test('of which post each verb is can be heard where links are heard alone', () => {
    const links = (page: string) => [...page.matchAll(/<a class="quiet"[^>]*>/g)].map(String);
    const drawn = [false, true].map((mayModerate) =>
      renderToString(<Topic {...thread} mayModerate={mayModerate} comments={[bens]} />),
    );
    const names = drawn.flatMap(links).map((link) => /aria-label="([^"]*)"/.exec(link)?.[1]);
    const mine = 'Remove: anna, 5 min ago';
    expect(names).toEqual([
      ...[mine, 'Reply: ben, 5 min ago', 'Report: ben, 5 min ago'],
      ...[mine, 'Reply: ben, 5 min ago', 'Remove: ben, 5 min ago'],
    ]);
  });

  test('a long text is folded', () => {
    const long = { ...post, text: `${'word '.repeat(300)}end` };
    const page = renderToString(<Topic {...thread} topic={long} />);
    expect(page).toContain('See more');
    expect(page).toContain('end</details>');
  });
});

describe('a topic', () => {
  test('says when it was written in words, and for programs to the minute', () => {
    const page = renderToString(<Topic {...topic} />);
    expect(page).toContain('<time datetime="2026-03-10T11:55Z" aria-live="off">5 min ago</time>');
  });

  test('shows where reading stopped, with a way there', () => {
    const comments = ['c1', 'c2'].map((id) => ({ ...post, id, text: `words of ${id}` }));
    const page = renderToString(<Topic {...topic} comments={comments} newFrom="c2" unread={1} />);
    expect(page).toContain('href="#new"');
    expect(page).toContain('1 new: go to the first');
    const places = ['words of c1', 'id="new"', 'words of c2'].map((words) => page.indexOf(words));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
    expect(renderToString(<Topic {...topic} comments={comments} />)).not.toContain('id="new"');
  });

  test('shows text as text', () => {
    const page = renderToString(<Topic {...topic} />);
    expect(page).toContain('Since &lt;b>Monday&lt;/b>\nat 5.');
    expect(page).toContain('<h1 tabindex="-1">No water</h1>');
    expect(page).toContain('href="/channel/water@topics.example.org" rel="up"');
  });

  test('shows what waits and what was refused, in words', () => {
    const still = { photo: null, part: null, onCancel: nothing };
    const unsent = [
      { ...still, order: 1, title: '', text: 'on its way', state: en.waiting, failed: false },
      {
        ...still,
        order: 2,
        title: '',
        text: 'not taken',
        state: en.notSent('It is gone.'),
        failed: true,
      },
    ];
    const page = renderToString(<Topic {...topic} unsent={unsent} />);
    expect(page).toContain('Waiting to be sent');
    expect(page).toContain('Not sent: It is gone.');
    expect(page.match(/>Try again</g)).toHaveLength(1);
    expect(page.match(/>Edit</g)).toHaveLength(1);
    expect(page.match(/>Discard</g)).toHaveLength(1);
  });

  test.each([
    ['join' as const, 'To comment, join or sign in.'],
    ['read-only' as const, 'Here only some people may write.'],
    [form, '<label for="comment">Comment</label>'],
    [{ ...form, follows: true }, 'Sending a comment also follows this channel.'],
    [{ ...form, waits: true }, en.firstWaits],
    [{ ...form, text: 'kept', problem: 'Too long' }, 'Too long'],
  ])('%o at its end', (what, words) => {
    expect(renderToString(<Topic {...topic} form={what} />)).toContain(words);
  });

  test('where what one writes waits no photo is offered; one that was chosen before can be taken away', () => {
    const draw = (stage: string | null) => {
      const waiting = { ...form, waits: true, photo: { ...form.photo, stage } };
      return renderToString(<Topic {...topic} form={waiting} />);
    };
    expect(draw(null)).not.toContain(en.photo);
    expect(draw('The photo and its verbs')).toContain('The photo and its verbs');
  });

  test('offers no form before the topic is here; one that is gone leaves what was typed in sight', () => {
    const draw = (text: string, problem: string | null, stage: string | null = null) => {
      const photo = { ...form.photo, stage };
      const written = { ...form, text, photo };
      return renderToString(<Topic {...topic} topic={null} problem={problem} form={written} />);
    };
    expect(draw('Half a thought', null)).not.toContain('<form');
    expect(draw('', en.noSuchTopic)).not.toContain('<form');
    expect(draw('Half a thought', en.noSuchTopic)).toContain('Half a thought');
    expect(draw('', en.noSuchTopic, 'A photo')).toContain('A photo');
  });
});

describe('accounts', () => {
  test('a screen of one’s own leads strangers to where they join or sign in, in the app as on pages', () => {
    const draw = (message: string) =>
      renderToString(<Message t={en} notice={null} message={message} />);
    expect(draw(en.readingOnly)).toMatch(/<main>.*href="\/signup".*href="\/login"/);
    expect(draw(en.noSuchPage)).not.toContain('/login');
  });

  const fields = { username: 'anna', password: '', stay: false, busy: false, onStay: nothing };

  test('joining says what is wrong beside each field, and keeps what was typed', () => {
    const page = renderToString(
      <Signup
        t={en}
        notice={null}
        {...fields}
        acceptsRules={false}
        problems={{ username: 'Taken.', password: 'Short.', rules: 'Accept.' }}
        onUsername={nothing}
        onPassword={nothing}
        onAcceptRules={nothing}
        onJoin={nothing}
      />,
    );
    expect(page).toContain('value="anna"');
    expect(page).toContain('aria-describedby="username-problem username-hint"');
    // Below the field that has the focus, the smallest screen shows one of them.
    const stands = ['name="username"', 'id="username-problem"', 'id="username-hint"'];
    const places = stands.map((part) => page.indexOf(part));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    for (const words of ['Taken.', 'Short.', 'Accept.']) expect(page).toContain(words);
    expect(page).not.toMatch(/e-?mail"/i);
  });

  test('signing in again does not offer to join', () => {
    const page = renderToString(
      <Login
        t={en}
        notice={null}
        {...fields}
        problem={null}
        again
        onUsername={nothing}
        onPassword={nothing}
        onSignIn={nothing}
      />,
    );
    expect(page).toContain('What you wrote is kept on this phone.');
    expect(page).not.toContain('/signup');
  });

  test('signing out asks before it loses what was written', () => {
    const menu = (unsent: number | null) =>
      renderToString(
        <Menu
          t={en}
          notice={null}
          name="anna"
          unread={7}
          me="anna@example.org"
          mayCreate={false}
          mustSignInAgain={false}
          onUpdate={null}
          unsent={unsent}
          onSignOut={nothing}
          onStay={nothing}
        />,
      );
    expect(menu(null)).toContain('7 new');
    expect(menu(null)).toContain('>Sign out<');
    expect(menu(2)).toContain('2 things that you wrote are not sent yet');
    expect(menu(2)).not.toContain('>Sign out<');
  });
});

test('people of this site have short names, all others their full ones', () => {
  expect(nameOf('anna@example.org', 'example.org', en)).toBe('anna');
  expect(nameOf('admin@evil.example', 'example.org', en)).toBe('admin@evil.example');
  // What they were called is nobody's business any more.
  expect(nameOf('gone@channels.example.org', 'example.org', en)).toBe('Deleted account');
});

test('a channel without a title is called by the name in its address', () => {
  expect(channelTitle('anna@example.org', 'anna@example.org')).toBe('anna');
  expect(channelTitle('water@topics.example.org', '')).toBe('water');
  expect(channelTitle('water@topics.example.org', 'Water')).toBe('Water');
});

describe('without script', () => {
  test('a verb is a form that says what it does, with what the server has it carry', () => {
    const drawn = renderToString(
      <CarriedFields.Provider value={{ token: 'a"b' }}>
        <VerbButton verb="follow" action="/channel/x" label="Follow" onSubmit={nothing} />
      </CarriedFields.Provider>,
    );
    expect(drawn).toContain('<form method="post" action="/channel/x"');
    expect(drawn).toContain('<input type="hidden" name="token" value="a&quot;b"');
    expect(drawn).toContain('<input type="hidden" name="verb" value="follow"');
    expect(drawn).toContain('<button type="submit"');
  });

  test.each(['new', 'gap', 'older'] as const)(
    'what is %s and could not be shown is said at its button, and there alone',
    (at) => {
      const wrong = { hasOlder: true, problem: 'No answer.', problemAt: at } as const;
      const topics = [{ ...post, replies: 2, unread: 0 }];
      const comments = [{ ...post, id: 'c1' }];
      const drawn = renderToString(
        <>
          {at !== 'new' && <Channel {...channel} {...wrong} topics={topics} gapBefore="t1" />}
          <Topic {...topic} {...wrong} comments={comments} gapBefore="c1" unread={3} />
        </>,
      );
      const buttons = {
        new: [en.goToNew(en.newItems('3'))],
        gap: [en.topicsMissing, en.commentsMissing],
        older: [en.olderTopics, en.olderComments],
      };
      const said = [...drawn.matchAll(/No answer\.<\/p><a [^>]*>([^<]*)/g)];
      expect(said.map(([, label]) => label)).toEqual(buttons[at]);
      expect(drawn.match(/No answer\./g)).toHaveLength(said.length);
    },
  );

  test('older topics and comments have addresses', () => {
    const topics = [{ ...post, replies: 2, unread: 0 }];
    const list = renderToString(<Channel {...channel} topics={topics} hasOlder />);
    expect(list).toContain('href="/channel/water@topics.example.org?before=t1&amp;at=7"');
    const comments = [{ ...post, id: 'c1' }];
    const thread = renderToString(<Topic {...topic} comments={comments} hasOlder />);
    expect(thread).toContain('href="/channel/water@topics.example.org/t1?before=c1"');
  });
});
