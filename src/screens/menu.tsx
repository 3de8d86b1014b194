import { Badge } from './parts/badge.tsx';
import { Frame } from './parts/frame.tsx';
import { Row } from './parts/row.tsx';
import { SignOut, type SignOutProps } from './parts/sign-out.tsx';
import { hrefOf } from './route.ts';
import type { Text } from './text/en.ts';

export interface MenuProps extends SignOutProps {
  readonly notice: string | null;
  /** Name of who is signed in, `null` for a reader. */
  readonly name: string | null;
  /** How many items of all channels are new. */
  readonly unread: number;
  /** Their bare JID. */
  readonly me: string | null;
  /** Whether they may create channels. */
  readonly mayCreate: boolean;
  /** The place that they may create them for, where not for all. */
  readonly createAt?: string | undefined;
  /** How many reports wait for their answer; `undefined` where they deal with none. */
  readonly desk?: number | undefined;
  /** How many things wait for them as a moderator. */
  readonly toDo?: number | undefined;
  /** Whether the site asks this person for the password again. */
  readonly mustSignInAgain: boolean;
  /** Starts the newer build that waits, if one does. */
  readonly onUpdate: (() => void) | null;
}

/** Where one can go, and who one is. */
export function Menu(props: MenuProps) {
  const { t, name } = props;
  return (
    <Frame
      t={t}
      title={t.menu}
      up={hrefOf({ screen: 'channels' })}
      notice={props.notice}
      withMenu={false}
    >
      <p class="lead">{name === null ? t.readingOnly : t.signedInAs(name)}</p>
      <ul class="rows">
        <Row to={{ screen: 'channels' }} label={t.channels}>
          <Badge t={t} unread={props.unread} />
        </Row>
        {props.me !== null && <Row to={{ screen: 'activity' }} label={t.activity} />}
        {props.me !== null && (
          <Row to={{ screen: 'profile', person: props.me }} label={t.profile} />
        )}
        <Row to={{ screen: 'places' }} label={t.places} />
        <Row to={{ screen: 'search', words: '' }} label={t.search} />
        <Row to={{ screen: 'report' }} label={t.reportProblem} />
        <Row to={{ screen: 'incidents' }} label={t.incidents} />
        {props.desk !== undefined && (
          <Row to={{ screen: 'desk' }} label={`${t.desk} (${props.desk})`} />
        )}
        {!!props.toDo && <Row to={{ screen: 'todo' }} label={`${t.toDo} (${props.toDo})`} />}
        {props.mayCreate && (
          <Row to={{ screen: 'new-channel', place: props.createAt }} label={t.createChannel} />
        )}
        <Row to={{ screen: 'settings' }} label={t.settings} />
        <Row to={{ screen: 'emergency' }} label={t.emergency} />
        <Row to={{ screen: 'help' }} label={t.help} />
        <Row to={{ screen: 'rules' }} label={t.rules} />
        <Row to={{ screen: 'about' }} label={t.about} />
        {name === null && <Row to={{ screen: 'signup' }} label={t.join} />}
        {(name === null || props.mustSignInAgain) && (
          <Row to={{ screen: 'login' }} label={t.signIn} />
        )}
      </ul>
      {name !== null && <SignOut {...props} />}
      {props.onUpdate && <Update t={t} onUpdate={props.onUpdate} />}
    </Frame>
  );
}

function Update({ t, onUpdate }: { readonly t: Text; readonly onUpdate: () => void }) {
  return (
    <>
      <p class="hint">{t.updateReady}</p>
      <p class="actions">
        <button type="button" onClick={onUpdate}>
          {t.useUpdate}
        </button>
      </p>
    </>
  );
}
