import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { NEW_CHANNEL } from '../../src/protocol/channel-settings.ts';
import { Account, type AccountProps } from '../../src/screens/account/account.tsx';
import { DeleteAccount } from '../../src/screens/account/delete-account.tsx';
import { Activity, type ActivityProps } from '../../src/screens/activity.tsx';
import { Notices } from '../../src/screens/notices.tsx';
import {
  ChannelSettings,
  type ChannelSettingsProps,
} from '../../src/screens/office/channel-settings.tsx';
import { WriteFor } from '../../src/screens/office/write-for.tsx';
import { Profile, type ProfileProps } from '../../src/screens/profile.tsx';
import { Prose } from '../../src/screens/prose.tsx';
import { Search, type SearchProps } from '../../src/screens/search.tsx';
import { Settings, type SettingsProps } from '../../src/screens/settings.tsx';
import { accountEn } from '../../src/screens/text/account/account-en.ts';
import { en } from '../../src/screens/text/en.ts';
import { officeEn } from '../../src/screens/text/office/office-en.ts';
import { rareEn } from '../../src/screens/text/rare/rare-en.ts';
import { noPicking } from '../../src/server/pages/draw/nothing.ts';

const nothing = () => undefined;
const frame = { t: en, notice: null, now: Date.parse('2026-03-10T12:00:00Z') };

const post = {
  id: 'c1',
  channel: 'water@t',
  channelTitle: 'Water',
  parent: 't1',
  title: '',
  text: 'Still <b>no</b> water\nhere',
  published: '2026-03-10T11:55:00Z',
};

const profile: ProfileProps = {
  ...frame,
  domain: 'example.org',
  person: 'anna@example.org',
  told: {
    ...{ name: 'Anna <M>', about: 'See https://a.example', status: 'Out of town' },
    showsFollowed: false,
  },
  followed: [],
  since: '2025-12-01T10:00:00Z',
  empty: 'Loading …',
  form: null,
  avatar: 0,
  mayReport: false,
  picture: null,
};

const form = {
  ...{ name: 'Anna', about: '', status: '', busy: false, outcome: null },
  ...{ onName: nothing, onAbout: nothing, onStatus: nothing, onSave: nothing },
  ...{ showsFollowed: true, onShowsFollowed: nothing },
};

test('notices that could not be had are not said to be none', () => {
  const none = { ...frame, r: rareEn, notices: [], empty: 'Nothing.', onSeen: nothing };
  expect(renderToString(<Notices {...none} problem={null} />)).toContain('Nothing.');
  const page = renderToString(<Notices {...none} problem="No answer." />);
  expect(page).toContain('No answer.');
  expect(page).not.toContain('Nothing.');
});

describe('a profile', () => {
  test('says a username once where there is no other name', () => {
    const named = renderToString(<Profile {...profile} />);
    expect(named).toContain('anna · Here since');
    const told = { ...profile.told, name: '' } as ProfileProps['told'];
    const nameless = renderToString(<Profile {...profile} told={told} />);
    expect(nameless).toContain('anna</h1>');
    expect(nameless).not.toContain('anna · ');
  });

  test('tells of a person, as text', () => {
    const page = renderToString(<Profile {...profile} />);
    expect(page).toContain('Anna &lt;M></h1>');
    expect(page).toContain('Here since 1 Dec 2025.');
    expect(page).toContain('<a href="https://a.example"');
    expect(page).toContain('href="/channel/anna@example.org"');
    expect(page).not.toContain('<form');
  });

  test('shows what they follow where it is told', () => {
    const followed = [{ channel: 'water@t', title: 'Water <1>' }];
    const page = renderToString(<Profile {...profile} followed={followed} />);
    expect(page).toMatch(/href="\/channel\/water@t".*Water &lt;1>/);
    expect(renderToString(<Profile {...profile} />)).not.toContain(en.follows);
  });

  test('says what it waits for, or that nobody is there', () => {
    const page = renderToString(<Profile {...profile} told={null} since="" empty="Nobody." />);
    expect(page).toContain('anna</h1>');
    expect(page).toContain('Nobody.');
    expect(page).not.toContain('Here since');
  });

  test.each([
    [null, '>Save<'],
    [{ saved: true, sentence: 'Saved.' }, 'role="status">Saved.'],
    [{ saved: false, sentence: 'No answer.' }, 'role="alert">No answer.'],
  ])('of oneself is a form; saving went: %o', (outcome, words) => {
    const page = renderToString(<Profile {...profile} form={{ ...form, outcome }} />);
    expect(page).toContain(words);
    expect(page).toContain('<form method="post" action="/profile/anna@example.org"');
    for (const field of ['name', 'status', 'about']) expect(page).toContain(`name="${field}"`);
    expect(page).toMatch(/name="shows-followed"[^>]* checked/);
    expect(page).toContain('href="/activity"');
  });
});

const search: SearchProps = {
  ...frame,
  signedIn: true,
  find: { typed: 'water', onType: nothing, onFind: nothing },
  words: 'water',
  channels: [],
  posts: [],
  more: null,
  empty: 'Nothing was found.',
  problem: null,
  onMore: nothing,
};

describe('search', () => {
  test('leads from each post to its topic', () => {
    const page = renderToString(<Search {...search} posts={[{ ...post, author: 'ben' }]} />);
    expect(page).toContain('href="/channel/water@t/t1"');
    expect(page).toContain('>Still &lt;b>no&lt;/b> water<');
    expect(page).toContain('ben · Water · 5 min ago<');
  });

  test.each([
    [{}, ['Nothing was found.'], []],
    [{ words: '' }, ['Only channels that you follow'], ['Nothing was found.']],
    [{ problem: 'Away.' }, ['Away.'], ['Nothing was found.']],
    [{ signedIn: false }, ['Nothing was found.', 'join or sign in'], ['>Posts<']],
    [{ more: '/search?q=water', posts: [post] }, ['More posts'], ['Nothing was found.']],
  ])('%o', (props, shown, hidden) => {
    const page = renderToString(<Search {...search} {...props} />);
    for (const words of shown) expect(page).toContain(words);
    for (const words of hidden) expect(page).not.toContain(words);
  });
});

const activity: ActivityProps = {
  ...frame,
  failed: [],
  waiting: [],
  sent: [],
  more: null,
  empty: 'Nothing yet.',
  problem: null,
  onMore: nothing,
};

test('own posts stand with their state, those first that need their author', () => {
  const posts = [post];
  const page = renderToString(
    <Activity {...activity} failed={posts} waiting={posts} sent={posts} />,
  );
  const places = ['not sent', 'waiting', '· sent'].map((state) => page.indexOf(`${state}<`));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places).not.toContain(-1);
  expect(renderToString(<Activity {...activity} />)).toContain('Nothing yet.');
  expect(renderToString(<Activity {...activity} problem="Away." />)).not.toContain('Nothing yet.');
});

test('why more posts could not be had is said at the button for more', () => {
  const wrong = { more: '/more', problem: 'Away.' };
  for (const page of [
    renderToString(<Search {...search} {...wrong} posts={[post]} />),
    renderToString(<Activity {...activity} {...wrong} sent={[post]} />),
  ]) {
    expect(page).toMatch(/Away\.<\/p><a [^>]*>More posts</);
    expect(page.match(/Away\./g)).toHaveLength(1);
  }
});

const settings: SettingsProps = {
  ...frame,
  signedIn: true,
  textSize: 2,
  digitKeys: false,
  onTap: false,
  onOnTap: nothing,
  unsent: null,
  onSignOut: nothing,
  onStay: nothing,
  stored: 340,
  used: 120,
  onTextSize: nothing,
  onDigitKeys: nothing,
};

describe('settings', () => {
  test('say how the phone is set, and change it without script', () => {
    const page = renderToString(<Settings {...settings} />);
    expect(page).toMatch(/aria-pressed="true">Large</);
    expect(page.match(/aria-pressed="true"/g)).toHaveLength(3);
    expect(page).toContain('<input type="hidden" name="size" value="3"');
    expect(page).toContain('Stored on this phone: 340 KB.');
    expect(page).toContain('Data used today: about 120 KB.');
    expect(page).toContain('href="/settings/account"');
  });

  test('sign out, after a question where something would be lost', () => {
    expect(renderToString(<Settings {...settings} />)).toMatch(/value="sign-out".*>Sign out</s);
    expect(renderToString(<Settings {...settings} unsent={2} />)).toContain(
      '2 things that you wrote are not sent',
    );
    expect(renderToString(<Settings {...settings} signedIn={false} />)).not.toContain('Sign out');
  });

  test('leave out what does not count there', () => {
    const page = renderToString(
      <Settings {...settings} signedIn={false} digitKeys={null} stored={null} />,
    );
    for (const words of ['Delete', 'Digit', 'Stored']) expect(page).not.toContain(words);
  });
});

test('deleting an account says what goes, asks about the rest, and for the password', () => {
  const props = { ...frame, a: accountEn, name: 'anna', password: '', busy: false };
  const page = renderToString(
    <DeleteAccount
      {...{ ...props, problem: 'Wrong.', fate: 'keep' }}
      {...{ onPassword: nothing, onFate: nothing, onDelete: nothing }}
    />,
  );
  for (const sentence of accountEn.deleteWarning) expect(page).toContain(sentence);
  expect(page).toContain('Wrong.');
  expect(page).toContain('<input type="hidden" name="verb" value="delete-account"');
  expect(page).toMatch(/name="fate" value="keep" checked/);
});

describe('an account', () => {
  const account: AccountProps = {
    ...{ ...frame, a: accountEn, name: 'anna', current: '', fresh: '', busy: false },
    ...{ changed: false, problem: null, freshProblem: null, signOutProblem: null, unsent: null },
    ...{ downloadProblem: null, onDownload: nothing },
    ...{ onCurrent: nothing, onFresh: nothing, onChange: nothing },
    ...{ onSignOut: nothing, onStay: nothing },
  };
  const drawn = (changed: Partial<AccountProps> = {}) =>
    renderToString(<Account {...account} {...changed} />);

  test('has a form for the password, a button for all sessions, and the way out', () => {
    expect(drawn()).toContain('<form method="post" action="/settings/account"');
    for (const name of ['current', 'fresh']) expect(drawn()).toContain(`name="${name}"`);
    expect(drawn()).toContain('value="sign-out-everywhere"');
    expect(drawn()).toContain('value="download-data"');
    expect(drawn()).toContain('href="/settings/delete"');
    expect(drawn()).not.toContain(accountEn.passwordChanged);
  });

  test('says how it went', () => {
    expect(drawn({ changed: true })).toContain(accountEn.passwordChanged);
    expect(drawn({ problem: 'Wrong.' })).toMatch(/id="current-problem" role="alert">Wrong\./);
    expect(drawn({ freshProblem: 'Short.' })).toMatch(/id="fresh-problem" role="alert">Short\./);
    expect(drawn({ signOutProblem: 'Away.' })).toMatch(/role="alert">Away\./);
    expect(drawn({ unsent: 2 })).toContain('2 things that you wrote are not sent yet');
  });
});

test('rules, help and what this is are sentences', () => {
  const page = renderToString(<Prose {...frame} title={en.help} sentences={en.helpText} />);
  for (const sentence of en.helpText) expect(page).toContain(`<li>${sentence}</li>`);
});

test('who writes for somebody is told which field is empty', () => {
  const drawn = (written: { readonly onBehalf: string; readonly text: string }) =>
    renderToString(
      <WriteFor
        {...{ ...frame, o: officeEn, channel: 'water@t', channelTitle: 'Water', topic: 't1' }}
        written={{ title: '', ...written }}
        problem={en.troubles.empty}
        onChange={nothing}
        onPost={nothing}
      />,
    );
  expect(drawn({ onBehalf: ' ', text: 'No water.' })).toContain('id="on-behalf-problem"');
  expect(drawn({ onBehalf: ' ', text: 'No water.' })).not.toContain('id="topic-problem"');
  expect(drawn({ onBehalf: 'Gogo', text: '' })).toContain('id="topic-problem"');
  expect(drawn({ onBehalf: '', text: '' })).toContain('id="topic-problem"');
});

describe('the settings of a channel', () => {
  const settings: ChannelSettingsProps = {
    ...{ t: en, o: officeEn, notice: null, channel: 'water@t', channelTitle: 'Water' },
    settings: { ...NEW_CHANNEL, title: 'Water <1>', commentsBy: 'trusted' },
    ...{ avatar: 7, picture: noPicking },
    ...{ place: { id: 'temba', name: 'Temba' }, closed: false, isPersonal: false, busy: false },
    ...{ outcome: null, onChange: nothing, onSubmit: nothing, onClose: nothing },
  };

  test('are a form that needs no script, and lead to deleting', () => {
    const page = renderToString(<ChannelSettings {...settings} />);
    expect(page).toContain('<form method="post" action="/channel/water@t/settings"');
    for (const field of ['title', 'description', 'notice', 'readers', 'topics', 'comments']) {
      expect(page).toContain(`name="${field}"`);
    }
    expect(page).toMatch(/id="comments-trusted" name="comments" value="trusted" checked/);
    expect(page).toContain('name="closed" value="true"');
    expect(page).toContain('href="/channel/water@t/settings/delete"');
    expect(page).toContain('href="/channel/water@t/settings/place?at=temba"');
  });

  test('say until when the notice stands, as it was chosen before', () => {
    const noticeUntil = '2026-03-12T08:00:00.000Z';
    const chosen = { ...settings.settings, noticeUntil };
    const page = renderToString(<ChannelSettings {...settings} settings={chosen} />);
    expect(page).toMatch(/<option value="2026-03-12T08:00:00.000Z" selected>Until 12 Mar 2026\./);
    expect(page).toContain('<option value="d7">One week</option>');
  });

  test('of a person’s own channel: it is not deleted alone', () => {
    const page = renderToString(<ChannelSettings {...settings} closed isPersonal />);
    expect(page).not.toContain('/settings/delete');
    expect(page).toContain('name="closed" value="false"');
  });
});
