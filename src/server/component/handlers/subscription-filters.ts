import { parseNode } from '../../../protocol/channel.ts';
import { configForm, NODE_CONFIG } from '../../../protocol/config-form.ts';
import type { FormValues } from '../../../protocol/data-form.ts';
import { NS } from '../../../protocol/namespaces.ts';
import { child, childrenOf, type Element, el, textOf } from '../../../protocol/xml.ts';
import type { Actor } from '../../service/context.ts';
import type { OwnFilter } from '../../service/lists.ts';

type Field = keyof OwnFilter['where'];

/** No node is named so. */
const NONE = '';

/**
 * Which of the asker's nodes have every value that `<subscription-filter/>` asks for, exactly. What their
 * channels say of themselves is looked at only where that is asked for: somebody may follow thousands.
 */
export function subscriptionFilter(
  verb: Element,
  { jid }: Actor,
): Pick<OwnFilter, 'where' | 'says'> {
  const where: { [name in Field]?: string } = {};
  const vars = new Map<string, string | undefined>();
  for (const { attrs } of allowed(verb, 'subscription-filter')) {
    const { field = '', value } = attrs;
    const columns = columnsOf(field, value ?? '', jid);
    // Whatever is asked a thousand times over is looked for once, and nothing is two things at once.
    for (const [name, wanted] of Object.entries(columns ?? {}) as [Field, string][]) {
      if ((where[name] ?? wanted) === wanted) where[name] = wanted;
      else where.name = NONE;
    }
    if (columns) continue;
    if (vars.has(field) && vars.get(field) !== value) where.name = NONE;
    vars.set(field, value);
  }
  if (vars.size === 0 || where.name === NONE) return { where };
  return {
    where,
    says: (config) => {
      const values = valuesOf(configForm(config, NODE_CONFIG));
      return [...vars].every(([name, value]) => values[name] === value);
    },
  };
}

/** What a row has to be where one of its own attributes is asked for; nothing where it is a var. */
function columnsOf(field: string, value: string, person: string): OwnFilter['where'] | undefined {
  switch (field) {
    case 'subscription':
      return { subscription: value };
    case 'node-name':
      return { name: value };
    case 'node':
      return parseNode(value) ?? { name: NONE };
    case 'jid':
      return value === person ? {} : { name: NONE };
    default:
      return undefined;
  }
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
