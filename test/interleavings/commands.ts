/** What several people and moderators do in one channel at once, drawn by chance. */
import fc from 'fast-check';

/** Whose posts wait for a moderator, and who can be banned. */
export const CITIZENS = ['anna', 'bram', 'cele'];
/** Beside the owner, `admin`: the moderator, and somebody trusted throughout. */
export const MODERATOR = 'mod';
export const TRUSTED = 'tru';
/** Those who look, besides who reads without an account. */
export const LOOKERS = [TRUSTED, ...CITIZENS];

const citizen = fc.constantFrom(...CITIZENS);
const moderator = fc.constantFrom('admin', MODERATOR);
/** Picks one of the posts there are. */
const which = fc.nat(11);

const command = fc.oneof(
  fc.record({
    do: fc.constant('publish' as const),
    who: citizen,
    of: fc.option(which, { nil: null }),
    photo: fc.boolean(),
  }),
  fc.record({
    do: fc.constant('publish' as const),
    who: fc.constant(TRUSTED),
    of: fc.constant(null),
    photo: fc.boolean(),
  }),
  fc.record({
    do: fc.constantFrom('approve' as const, 'refuse' as const),
    who: moderator,
    of: which,
  }),
  fc.record({
    do: fc.constant('remove' as const),
    who: fc.constantFrom(MODERATOR, ...CITIZENS),
    of: which,
  }),
  fc.record({
    do: fc.constantFrom('hide' as const, 'show' as const, 'take-back' as const),
    who: citizen,
    of: which,
  }),
  fc.record({
    do: fc.constantFrom('ban' as const, 'demote' as const),
    who: moderator,
    whom: citizen,
  }),
  fc.record({ do: fc.constantFrom('leave' as const, 'follow' as const), who: citizen }),
);
export type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;

/** What is on its way at the same time; the next begins when all of it is answered. */
export type Wave = readonly Command[];
export type Interleaving = readonly Wave[];

export const WAVES = 6;
export const interleaving: fc.Arbitrary<Interleaving> = fc.array(
  fc.array(command, { minLength: 2, maxLength: 6 }),
  { minLength: WAVES - 1, maxLength: WAVES },
);
