import { NS } from './namespaces.ts';
import { childrenOf, type Element, el, textOf } from './xml.ts';

/** Values of a form by field name, `FORM_TYPE` aside (XEP-0004, XEP-0068). */
export type FormValues = Readonly<Record<string, string>>;

export interface Form {
  readonly formType: string | undefined;
  readonly values: ReadonlyMap<string, string>;
}

/** What a field holds: one value, several, or nothing, and then it is left out. */
export type FieldValue = string | readonly string[] | undefined;

/** Builds a form. Fields that are `undefined` are left out. */
export function form(
  type: 'form' | 'submit' | 'result',
  formType: string,
  values: Readonly<Record<string, FieldValue>>,
): Element {
  const field = (name: string, value: string | readonly string[], kind?: string) => {
    const texts = typeof value === 'string' ? [value] : value;
    return el(
      NS.DATA,
      'field',
      { var: name, type: kind },
      ...texts.map((text) => el(NS.DATA, 'value', {}, text)),
    );
  };
  return el(
    NS.DATA,
    'x',
    { type },
    field('FORM_TYPE', formType, 'hidden'),
    ...Object.keys(values).map((name) => {
      const value = values[name];
      return value === undefined ? undefined : field(name, value);
    }),
  );
}

/** A field of a form that a person fills in, or of a row of results (XEP-0004, 3.2 and 3.4). */
export function formField(
  name: string,
  attrs: { readonly type?: string; readonly label?: string },
  value?: Element | string,
): Element {
  return el(NS.DATA, 'field', { var: name, ...attrs }, value && el(NS.DATA, 'value', {}, value));
}

/** Reads the form inside `parent`; `undefined` where there is none. Many values join by newline. */
export function readForm(parent: Element): Form | undefined {
  const x = childrenOf(parent, 'x', NS.DATA)[0];
  if (!x) return undefined;
  const values = new Map<string, string>();
  for (const field of childrenOf(x, 'field')) {
    const name = field.attrs.var;
    if (name) values.set(name, childrenOf(field, 'value').map(textOf).join('\n'));
  }
  const formType = values.get('FORM_TYPE');
  values.delete('FORM_TYPE');
  return { formType, values };
}
