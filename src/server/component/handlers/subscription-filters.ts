import type { FormValues } from '../../../protocol/data-form.ts';
import { NS } from '../../../protocol/namespaces.ts';
import { child, childrenOf, type Element, el, textOf } from '../../../protocol/xml.ts';

/** What is known of one subscription: its attributes and its channel's vars, by their names. */
type Row = FormValues;

/** Whether a row has every value that `<subscription-filter/>` asks for, exactly. */
export function passesFilter(verb: Element, row: Row): boolean {
  return allowed(verb, 'subscription-filter').every(
    ({ attrs }) => row[attrs.field ?? ''] === attrs.value,
  );
}

/** A form with the vars that `<configuration-filter/>` names, with all where there is none. */
export function filteredForm(verb: Element, form: Element): Element {
  const wanted = allowed(verb, 'configuration-filter').map(({ attrs }) => attrs.field);
  if (wanted.length === 0) return form;
  const fields = childrenOf(form, 'field').filter(
    ({ attrs }) => attrs.var === 'FORM_TYPE' || wanted.includes(attrs.var),
  );
  return el(form.ns, form.name, { ...form.attrs }, ...fields);
}

/** The fields of a form by their names. */
export function valuesOf(form: Element): Row {
  const values: Record<string, string> = {};
  for (const field of childrenOf(form, 'field')) {
    values[field.attrs.var ?? ''] = childrenOf(field, 'value').map(textOf).join('\n');
  }
  return values;
}

function allowed(verb: Element, name: string): readonly Element[] {
  const filter = child(verb, name, NS.BUDDYCLOUD);
  return filter ? childrenOf(filter, 'allow') : [];
}
