import { type Incident, readIncidents } from '../../protocol/incident.ts';
import { answerRequest, type OfficeAnswer } from '../../protocol/incident-office.ts';
import { loadChannels } from '../sync/load-channels.ts';
import { troubleOf } from '../sync/trouble.ts';
import type { Account } from './device.ts';
import type { Told } from './told-by-office.ts';

/** Says as an official how a report stands; gives it as it is then. `conflict`: another one answered it since. */
export async function answerIncident(
  { context }: Account,
  reference: string,
  { state, text, seen }: OfficeAnswer,
): Promise<Told<Incident>> {
  try {
    const answer = await context.ask('set', answerRequest(reference, state, text.trim(), seen));
    await loadChannels(context);
    return { told: readIncidents(answer) };
  } catch (error) {
    return { trouble: troubleOf(error) };
  }
}
