import type { ServiceTrouble } from '../../protocol/trouble.ts';

/** Why something did not work, as it is kept with a post and told to a person. */
export type Trouble =
  | ServiceTrouble
  /** No connection, or no answer in time. */
  | 'offline'
  | 'empty'
  /** It waits for a moderator, or one did not let it through: the service keeps it, too. */
  | 'held'
  | 'not-let-through'
  /** It has a photo, and so has what is typed in the field that it came from. */
  | 'two-photos'
  /** The person broke off sending it. */
  | 'cancelled'
  /** The phone could not keep it. */
  | 'not-saved';
