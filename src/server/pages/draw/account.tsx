import { localOf } from '../../../protocol/jid.ts';
import { Login } from '../../../screens/login.tsx';
import { Menu } from '../../../screens/menu.tsx';
import { Frame } from '../../../screens/parts/frame.tsx';
import { ButtonLink } from '../../../screens/parts/screen-link.tsx';
import { SignOut } from '../../../screens/parts/sign-out.tsx';
import { hrefOf } from '../../../screens/route.ts';
import { Signup } from '../../../screens/signup.tsx';
import { besideFields } from '../../../screens/signup-problems.ts';
import type { PagesText } from '../../../screens/text/pages-text.ts';
import type { Drawn } from '../drawn.ts';
import { readOwnOffice } from '../read/channels.ts';
import type { Visitor } from '../visitor.ts';
import { noSignOut, nothing } from './nothing.ts';

/** What can be wrong with signing in or joining. */
export type AccountProblem = keyof PagesText['problems'];

/** What was filled in and is shown again; a password never is. */
export interface Entered {
  readonly username: string;
  readonly acceptsRules?: boolean;
  readonly stays?: boolean;
  readonly problems: readonly AccountProblem[];
  /** Address that one came from, and goes on to. */
  readonly next?: string | undefined;
}

/** Nothing was filled in so far. */
export const UNTOUCHED: Entered = { username: '', problems: [] };

/** Where to go on after signing in or joining: in forms, and in the addresses of these two screens. */
export const NEXT = 'next';

/** The other way in, to the same place. */
function otherWay(screen: 'login' | 'signup', next = ''): string | undefined {
  return next ? `${hrefOf({ screen })}?${NEXT}=${encodeURIComponent(next)}` : undefined;
}

/** Signing in; `again` where a session has ended while somebody was writing. */
export function drawLogin({ t, notice }: Visitor, again: boolean, entered = UNTOUCHED): Drawn {
  const [problem] = entered.problems;
  return {
    status: problem ? 422 : 200,
    title: t.signIn,
    canonical: '/login',
    takesOver: !again && !problem,
    body: (
      <Login
        t={t}
        notice={notice}
        username={entered.username}
        password=""
        stay={entered.stays ?? false}
        busy={false}
        problem={problem ? t.problems[problem] : null}
        again={again}
        joinHref={otherWay('signup', entered.next)}
        onUsername={nothing}
        onPassword={nothing}
        onStay={nothing}
        onSignIn={nothing}
      />
    ),
  };
}

/** Joining. */
export function drawSignup({ t, notice }: Visitor, entered = UNTOUCHED): Drawn {
  const isRefused = entered.problems.length > 0;
  return {
    status: isRefused ? 422 : 200,
    title: t.join,
    canonical: '/signup',
    takesOver: !isRefused,
    body: (
      <Signup
        t={t}
        notice={notice}
        username={entered.username}
        password=""
        acceptsRules={entered.acceptsRules ?? false}
        stay={entered.stays ?? false}
        busy={false}
        problems={besideFields(t, entered.problems)}
        signInHref={otherWay('login', entered.next)}
        onUsername={nothing}
        onPassword={nothing}
        onAcceptRules={nothing}
        onStay={nothing}
        onJoin={nothing}
      />
    ),
  };
}

/** In place of the forms above, for who is signed in as `me`: they go on, or make room for somebody else. */
export function drawSignedIn({ t, notice }: Visitor, me: string): Drawn {
  const says = t.signedInAs(localOf(me));
  return {
    status: 200,
    title: says,
    body: (
      <Frame t={t} title={t.app} up={hrefOf({ screen: 'channels' })} notice={notice}>
        <p class="lead">{says}</p>
        <p class="actions">
          <ButtonLink to={{ screen: 'channels' }} label={t.channels} />
        </p>
        <SignOut t={t} {...noSignOut} />
      </Frame>
    ),
  };
}

/** Where one can go, and who one is. `done` says that somebody has just signed out. */
export async function drawMenu(visitor: Visitor, done: boolean): Promise<Drawn> {
  const { t, me, notice } = visitor;
  const { mayCreate, place, desk, toDo } = await readOwnOffice(visitor);
  return {
    status: 200,
    title: t.menu,
    takesOver: !done,
    body: (
      <Menu
        t={t}
        notice={done && me === null ? t.signedOut : notice}
        name={me && localOf(me)}
        me={me}
        mayCreate={mayCreate}
        createAt={place}
        desk={desk}
        toDo={toDo}
        unread={0}
        mustSignInAgain={false}
        onUpdate={null}
        {...noSignOut}
      />
    ),
  };
}
