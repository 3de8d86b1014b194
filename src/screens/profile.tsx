import type { ComponentChildren } from 'preact';
import { dateOf } from './ago.ts';
import { channelTitle, nameOf } from './name.ts';
import { Face } from './parts/face.tsx';
import { Frame } from './parts/frame.tsx';
import { LineField } from './parts/line-field.tsx';
import { PictureForm, type PictureFormProps } from './parts/picture-form.tsx';
import { RichText } from './parts/rich-text.tsx';
import { Row } from './parts/row.tsx';
import { Submit } from './parts/submit.tsx';
import { TextField } from './parts/text-field.tsx';
import { TickField } from './parts/tick-field.tsx';
import { Verb } from './parts/verb.tsx';
import { hrefOf } from './route.ts';
import type { Text } from './text/en.ts';

/** What a person tells of themselves. */
export interface Told {
  readonly name: string;
  readonly about: string;
  readonly status: string;
  /** Whether they let others see which open channels they follow. */
  readonly showsFollowed: boolean;
}

export interface ProfileFormProps extends Told {
  /** What else is filled in and goes with it. */
  readonly beside?: ComponentChildren;
  readonly busy: boolean;
  /** How saving went, as a sentence; `null` before it. */
  readonly outcome: { readonly saved: boolean; readonly sentence: string } | null;
  readonly onName: (name: string) => void;
  readonly onAbout: (about: string) => void;
  readonly onStatus: (status: string) => void;
  readonly onShowsFollowed: (shows: boolean) => void;
  readonly onSave: () => void;
}

export interface ProfileProps {
  readonly t: Text;
  readonly notice: string | null;
  readonly domain: string;
  /** Bare JID. */
  readonly person: string;
  /** `null` until it is here. */
  readonly told: Told | null;
  /** Which picture they show. */
  readonly avatar: number;
  /** When they joined, ISO 8601; empty where nobody knows. */
  readonly since: string;
  /** Open channels that they follow, where others may know; empty where not, or not known yet. */
  readonly followed: readonly { readonly channel: string; readonly title: string }[];
  /** Whether one may report them: somebody else, with an account. */
  readonly mayReport: boolean;
  /** What to say while there is nothing to show. */
  readonly empty: string;
  /** For the person themselves. */
  readonly form: ProfileFormProps | null;
  /** For the same: where their picture is chosen. */
  readonly picture: PictureFormProps | null;
}

/** Who somebody is; and for oneself, where that is told. */
export function Profile(props: ProfileProps) {
  const { t, person, told, since, form } = props;
  const short = nameOf(person, props.domain, t);
  return (
    <Frame
      t={t}
      title={told?.name || short}
      place={t.profile}
      up={hrefOf({ screen: 'channels' })}
      notice={props.notice}
    >
      <p class="lead who">
        <Face jid={person} avatar={props.avatar} large />
        {[told?.name && short, since && t.memberSince(dateOf(t, since))]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {told && !form && <Telling told={told} />}
      {props.picture && told && (
        <PictureForm
          {...props.picture}
          t={t}
          action={hrefOf({ screen: 'profile', person })}
          avatar={props.avatar}
        />
      )}
      {form && <ProfileForm t={t} person={person} {...form} />}
      {told ? (
        <p class="aside">
          <a href={hrefOf({ screen: 'channel', channel: person })}>{t.channelOf(short)}</a>{' '}
          {form && <a href={hrefOf({ screen: 'activity' })}>{t.activity}</a>}
          {props.mayReport && <a href={hrefOf({ screen: 'report-person', person })}>{t.report}</a>}
        </p>
      ) : (
        <p class="empty">{props.empty}</p>
      )}
      {props.followed.length > 0 && <Followed t={t} followed={props.followed} />}
    </Frame>
  );
}

function Followed({ t, followed }: Pick<ProfileProps, 't' | 'followed'>) {
  return (
    <>
      <h2>{t.follows}</h2>
      <ul class="rows">
        {followed.map(({ channel, title }) => (
          <Row
            key={channel}
            to={{ screen: 'channel', channel }}
            label={channelTitle(channel, title)}
          />
        ))}
      </ul>
    </>
  );
}

function Telling({ told }: { readonly told: Told }) {
  return (
    <>
      {told.status !== '' && <blockquote class="status text">{told.status}</blockquote>}
      {told.about !== '' && (
        <p class="lead text">
          <RichText text={told.about} />
        </p>
      )}
    </>
  );
}

function ProfileForm(props: ProfileFormProps & { readonly t: Text; readonly person: string }) {
  const { t, person, busy, outcome } = props;
  return (
    <Verb
      verb="save-profile"
      action={hrefOf({ screen: 'profile', person })}
      withFile
      onSubmit={props.onSave}
    >
      {props.beside}
      <LineField id="name" label={t.name} value={props.name} onInput={props.onName} />
      <TextField
        id="status"
        label={t.status}
        rows={2}
        value={props.status}
        hint={t.statusHint}
        onInput={props.onStatus}
      />
      <TextField
        id="about"
        label={t.aboutYou}
        rows={3}
        value={props.about}
        onInput={props.onAbout}
      />
      <TickField
        id="shows-followed"
        label={t.showsFollowed}
        checked={props.showsFollowed}
        onChange={props.onShowsFollowed}
      />
      <Submit label={t.save} busy={busy} status={busy && t.saving} goesOn={outcome !== null} />
      {outcome && (
        <p class={outcome.saved ? 'hint' : 'problem'} role={outcome.saved ? 'status' : 'alert'}>
          {outcome.sentence}
        </p>
      )}
    </Verb>
  );
}
