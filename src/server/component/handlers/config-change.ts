import { type ConfigChange, readConfigChange } from '../../../protocol/config-form.ts';
import { readForm } from '../../../protocol/data-form.ts';
import type { Element } from '../../../protocol/xml.ts';
import { badRequest } from '../../service/refusal.ts';

/** Reads the submitted form inside `parent`. Throws where there is none, or a value is not known. */
export function submittedConfig(parent: Element | undefined): ConfigChange {
  const form = parent && readForm(parent);
  if (!form) throw badRequest();
  const read = readConfigChange(form.values);
  if ('badField' in read) {
    throw badRequest(undefined, `${read.badField} has a value that is not known.`);
  }
  return read.change;
}
