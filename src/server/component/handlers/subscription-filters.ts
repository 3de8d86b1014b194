import type { FormValues } from '../../../protocol/data-form.ts';
import { NS } from '../../../protocol/namespaces.ts';
import { child, childrenOf, type Element, el, textOf } from '../../../protocol/xml.ts';

/**
 * Whether a row has every value that `<subscription-filter/>` asks for, exactly. `form` says what its
 * channel's vars are: written out only where one of those is asked for, since somebody may follow thousands.
 */
export function subscriptionFilter(
  verb: Element,
): (attrs: FormValues, form: () => Element) => boolean {
  // Each once: what is asked a thousand times over is not looked for so often in each row.
  const asked = allowed(verb, 'subscription-filter').map(({ attrs }) => {
    const { field = '', value } = attrs;
    return { field, value };
  });
  const wanted = [...new Map(asked.map((one) => [JSON.stringify(one), one])).values()];
  return (attrs, form) => {
    let vars: FormValues | undefined;
    return wanted.every(({ field, value }) => {
      if (Object.hasOwn(attrs, field)) return attrs[field] === value;
      vars ??= valuesOf(form());
      return vars[field] === value;
    });
  };
}

/** The vars that `<configuration-filter/>` names. */
export function wantedVars(verb: Element): ReadonlySet<string | undefined> {
  return new Set(allowed(verb, 'configuration-filter').map(({ attrs }) => attrs.field));
}

/** A form with those vars alone, with all where none is named. */
export function withVars(form: Element, wanted: ReadonlySet<string | undefined>): Element {
  if (wanted.size === 0) return form;
  const fields = childrenOf(form, 'field').filter(
    ({ attrs }) => attrs.var === 'FORM_TYPE' || wanted.has(attrs.var),
  );
  return el(form.ns, form.name, { ...form.attrs }, ...fields);
}

/** The fields of a form by their names. */
function valuesOf(form: Element): FormValues {
  const values: Record<string, string> = {};
  for (const field of childrenOf(form, 'field')) {
    values[field.attrs.var ?? ''] = childrenOf(field, 'value').map(textOf).join('\n');
  }
  return values;
}

function allowed(verb: Element, name: string): readonly Element[] {
  const filter = child(verb, name, NS.BUDDYCLOUD);
  return childrenOf(filter, 'allow');
}
