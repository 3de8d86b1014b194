import type { Photo } from './schema.ts';

/** What a person typed into a form. */
export interface Writing {
  readonly title: string;
  readonly text: string;
  /** The id of the comment that it answers. */
  readonly target?: string | undefined;
  readonly photo?: Photo | undefined;
  /** For whom an official writes it. */
  readonly onBehalf?: string | undefined;
}

/** Both, one after the other: whatever happens, nothing that was typed is lost. */
export function joinWritings(before: Writing, after: Writing | undefined): Writing {
  const join = (a: string, b: string, between: string) => (a && b ? `${a}${between}${b}` : a || b);
  return {
    title: join(before.title, after?.title ?? '', ' '),
    text: join(before.text, after?.text ?? '', '\n'),
    target: after?.target ?? before.target,
    photo: after?.photo ?? before.photo,
    onBehalf: after?.onBehalf || before.onBehalf,
  };
}
