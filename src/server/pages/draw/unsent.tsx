import { Frame } from '../../../screens/parts/frame.tsx';
import { TextField } from '../../../screens/parts/text-field.tsx';
import { Verb } from '../../../screens/parts/verb.tsx';
import { hrefOf, type Route } from '../../../screens/route.ts';
import type { Drawn } from '../drawn.ts';
import type { Visitor } from '../visitor.ts';
import { nothing } from './nothing.ts';

/** A form that was not taken. */
export interface UnsentForm {
  readonly route: Route;
  readonly verb: string;
  /** What somebody typed into it, by the names of its fields. */
  readonly typed: Readonly<Record<string, string>>;
  /** What else it said. */
  readonly chosen: Readonly<Record<string, string>>;
}

/**
 * What was typed, to be kept or sent again, where its own screen cannot be shown: what it is about is
 * gone or closed, or nobody answers. `says`: why.
 */
export function drawUnsent(
  { t, notice }: Pick<Visitor, 't' | 'notice'>,
  status: Drawn['status'],
  says: string,
  { route, verb, typed, chosen }: UnsentForm,
): Drawn {
  const last = Object.keys(typed).at(-1);
  const body = (
    <Frame t={t} title={t.app} up={hrefOf({ screen: 'channels' })} notice={notice}>
      <Verb verb={verb} action={hrefOf(route)} fields={chosen} onSubmit={nothing}>
        {Object.entries(typed).map(([name, value]) => (
          <TextField
            key={name}
            id={name}
            label={name === 'title' ? t.title : t.youWrote}
            rows={3}
            value={value}
            problem={name === last ? says : null}
            onInput={nothing}
          />
        ))}
        <button type="submit">{t.tryAgain}</button>
      </Verb>
    </Frame>
  );
  return { status, title: says, body };
}
