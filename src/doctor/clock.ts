import { type Finding, ok, warn, wrong } from './finding.ts';
import { ask, type Patient } from './patient.ts';

/** Beyond this dates look odd to people, and certificates fail; in milliseconds. */
const TOLERANCE = 60_000;
/** No clock that is right shows less: the year in which this was written. */
const EARLIEST = Date.parse('2025-01-01T00:00:00Z');

/** Compares this machine's clock with the site's `Date`, and both with common sense. */
export async function examineClock(patient: Patient): Promise<Finding[]> {
  const answer = await ask(patient, '/health/live');
  const theirs = Date.parse(answer.headers.get('date') ?? '');
  return [clockFinding(Date.now(), theirs)];
}

/** Judges the clocks of this machine and of the site, in milliseconds since 1970; `NaN` where the site tells no date. */
export function clockFinding(ours: number, theirs: number): Finding {
  const check = 'clock';
  if (Number.isNaN(theirs)) {
    return warn(check, 'The site sends no date, so that its clock cannot be compared.');
  }
  if (theirs < EARLIEST) {
    const shown = new Date(theirs).toISOString();
    return wrong(check, `The site's clock shows ${shown}. Set it, and keep it by NTP.`);
  }
  const apart = Math.abs(ours - theirs);
  return apart <= TOLERANCE
    ? ok(check, 'The clocks of the site and of this machine agree.')
    : warn(
        check,
        `The site's clock and this machine's are ${Math.round(apart / 1_000)} s apart. Set the wrong one, and keep both by NTP.`,
      );
}
