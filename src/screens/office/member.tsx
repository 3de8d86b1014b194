import type { Affiliation } from '../../protocol/channel.ts';
import type { Duration } from '../../protocol/duration.ts';
import type { Person } from '../../protocol/people.ts';
import { canGrant, type Role } from '../../protocol/permissions.ts';
import { nameOf } from '../name.ts';
import { AskFirst } from '../parts/ask-first.tsx';
import { ChoiceField } from '../parts/choice-field.tsx';
import { Frame } from '../parts/frame.tsx';
import { Row } from '../parts/row.tsx';
import { Verb } from '../parts/verb.tsx';
import { hrefOf } from '../route.ts';
import type { Text } from '../text/en.ts';
import type { OfficeText } from '../text/office/office-en.ts';
import { HowItWent, type Outcome } from './how-it-went.tsx';
import { roleIn } from './people.tsx';
import { ReasonAndSubmit } from './reason-and-submit.tsx';

/** Another role for somebody, and why. */
export interface RoleChange {
  /** Empty where it stays as it is. */
  readonly role: Affiliation | '';
  /** What they were when it was chosen. */
  readonly was?: Affiliation | undefined;
  /** Of a ban. */
  readonly length: Duration;
  readonly reason: string;
}

export const NO_CHANGE: RoleChange = { role: '', length: 'd1', reason: '' };

export interface MemberProps {
  readonly t: Text;
  readonly o: OfficeText;
  readonly notice: string | null;
  readonly domain: string;
  readonly channel: string;
  readonly channelTitle: string;
  readonly person: Person;
  /** Who looks, and as what. */
  readonly me: string;
  readonly myRole: Role;
  readonly change: RoleChange;
  readonly busy: boolean;
  readonly outcome: Outcome;
  readonly onChange: (changed: Partial<RoleChange>) => void;
  readonly onSubmit: () => void;
  /** What is asked about who waits, before it is done; the verb's name. */
  readonly asked: string | null;
  readonly onAsk: (verb: string | null) => void;
  readonly onAnswer: (letIn: boolean) => void;
}

/** Roles that can be given to somebody by who looks; none where nothing can be changed. */
function rolesFor(person: Person, me: string, myRole: Role): readonly Affiliation[] {
  const { affiliation: now } = person;
  const ladder: readonly Affiliation[] =
    now === 'outcast'
      ? ['outcast', 'none']
      : person.subscription === 'none'
        ? ['none', 'outcast']
        : ['member', 'publisher', 'moderator', 'owner', 'outcast'];
  const roles = ladder.filter((role) => role === now || canGrant(myRole, now, role));
  return person.jid === me || now === 'owner' || roles.length < 2 ? [] : roles;
}

/** One person of a channel: what they are in it, and what they may be made. */
export function Member(props: MemberProps) {
  const { t, o, channel, person } = props;
  const waits = person.subscription === 'pending' && person.affiliation !== 'outcast';
  const here = hrefOf({ screen: 'member', channel, member: person.jid });
  return (
    <Frame
      t={t}
      title={nameOf(person.jid, props.domain, t)}
      place={props.channelTitle}
      up={hrefOf({ screen: 'people', channel, who: waits ? 'waiting' : '' })}
      notice={props.notice}
    >
      <p class="lead">{roleIn(t, o, person)}</p>
      {waits ? (
        <>
          <AskFirst
            t={t}
            verbs={[
              { name: 'let-in', label: o.letIn, question: o.letInAsk },
              { name: 'keep-out', label: o.keepOut, question: o.keepOutAsk },
            ]}
            asked={props.asked}
            action={here}
            onAsk={props.onAsk}
            onAct={(verb) => props.onAnswer(verb === 'let-in')}
          />
          <HowItWent t={t} busy={props.busy} outcome={props.outcome} />
        </>
      ) : (
        <RoleForm {...props} here={here} />
      )}
      <ul class="rows">
        <Row to={{ screen: 'profile', person: person.jid }} label={t.profile} />
      </ul>
    </Frame>
  );
}

function RoleForm(props: MemberProps & { readonly here: string }) {
  const { t, o, person, change, busy, onChange } = props;
  const roles = rolesFor(person, props.me, props.myRole);
  if (roles.length === 0) {
    return <p class="hint lead">{person.jid === props.me ? o.notYourself : o.staysOwner}</p>;
  }
  const words = roles.map((role) => [
    role,
    role === 'none' && person.affiliation === 'outcast' ? o.notBanned : o.roles[role],
  ]);
  return (
    <Verb
      verb="set-role"
      action={props.here}
      fields={{ was: person.affiliation }}
      onSubmit={props.onSubmit}
    >
      <ChoiceField
        id="role"
        label={o.role}
        value={change.role || person.affiliation}
        choices={Object.fromEntries(words) as Record<Affiliation, string>}
        onChange={(role) => onChange({ role: role === person.affiliation ? '' : role })}
      />
      <ChoiceField
        id="length"
        label={o.banLasts}
        value={change.length}
        choices={o.lengths}
        onChange={(length) => onChange({ length })}
      />
      <ReasonAndSubmit
        {...{ t, o, busy, outcome: props.outcome }}
        reason={change.reason}
        hint={o.roleReasonHint}
        label={t.save}
        onReason={(reason) => onChange({ reason })}
      />
    </Verb>
  );
}
