import { type ComponentChildren, createContext } from 'preact';
import { digitKey } from './digit-key.ts';
import { goesOnHere } from './goes-on-here.ts';

/**
 * Fields that every form carries along unseen. The page lane puts in what its answers need (a
 * one-time id, a token against forgery, where to go on afterwards); the app needs none.
 */
export const CarriedFields = createContext<Readonly<Record<string, string>>>({});

interface VerbProps {
  /** By which a button elsewhere on the page belongs to it. */
  readonly id?: string | undefined;
  /** Which verb it is, for the server. */
  readonly verb: string;
  /** Address of the screen that it stands on. */
  readonly action: string;
  /** What is being acted on, where the address does not say it. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Does it in the app, in place of sending the form. */
  readonly onSubmit: () => void;
  readonly class?: string;
  /** Whether a file may be among its fields. */
  readonly withFile?: boolean;
  readonly children: ComponentChildren;
}

/**
 * Something that a person does: a form that is posted to the server where there is no script. What
 * it needs are named fields among its children, and one button of type `submit`.
 */
export function Verb({
  id,
  verb,
  action,
  fields,
  onSubmit,
  class: look,
  withFile,
  children,
}: VerbProps) {
  return (
    <form
      id={id}
      method="post"
      action={action}
      class={look ?? 'form'}
      enctype={withFile ? 'multipart/form-data' : undefined}
      onSubmit={(event) => {
        event.preventDefault();
        // A button that is really disabled would lose the focus.
        if (!event.currentTarget.querySelector('[aria-disabled=true]')) onSubmit();
      }}
    >
      <CarriedFields.Consumer>
        {(carried) =>
          Object.entries({ ...carried, ...fields, verb }).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))
        }
      </CarriedFields.Consumer>
      {children}
    </form>
  );
}

interface VerbButtonProps extends Omit<VerbProps, 'children' | 'class'> {
  readonly label: string;
  readonly wide?: boolean;
  /** Of several, the one that holds now. */
  readonly pressed?: boolean | undefined;
  /** Of several answers, which: the digit that gives it is one more. */
  readonly digit?: number | undefined;
  /** Whether one goes on here when the page is there, without script. */
  readonly goesOn?: boolean;
}

/** A verb that is one button and nothing else. */
export function VerbButton(props: VerbButtonProps) {
  const { label, wide, pressed, digit, goesOn, ...verb } = props;
  return (
    <Verb {...verb} class="press">
      <button
        type="submit"
        class={wide ? 'wide' : undefined}
        aria-pressed={pressed}
        {...goesOnHere(goesOn)}
        {...(digit !== undefined && digitKey(digit))}
      >
        {label}
      </button>
    </Verb>
  );
}
