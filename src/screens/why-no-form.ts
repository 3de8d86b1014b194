import type { NoForm } from './rights.ts';
import type { Text } from './text/en.ts';

/** Why there is nowhere to write, for who is signed in. */
export function whyNoForm(t: Text, form: NoForm | null): string {
  return form === 'closed' ? t.channelClosed : t.readOnly;
}
