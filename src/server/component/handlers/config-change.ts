import { type ConfigChange, readConfigChange } from '../../../protocol/config-form.ts';
import { readForm } from '../../../protocol/data-form.ts';
import { NS } from '../../../protocol/namespaces.ts';
import { child, type Element } from '../../../protocol/xml.ts';
import { badRequest } from '../../service/refusal.ts';

/**
 * Reads the submitted form inside `parent`; `null` where its author thought better of it (XEP-0004, 3.2).
 * Throws where there is none, or a value is not known.
 */
export function submittedConfig(parent: Element | undefined): ConfigChange | null {
  const form = parent && readForm(parent);
  if (!form) throw badRequest();
  if (child(parent, 'x', NS.DATA)?.attrs.type === 'cancel') return null;
  const read = readConfigChange(form.values);
  if ('badField' in read) {
    throw badRequest(undefined, `${read.badField} has a value that is not known.`);
  }
  return read.change;
}
