import {
  type Incident,
  incidentRequest,
  incidentSeenRequest,
  incidentsRequest,
  readIncidents,
  type Whose,
} from '../../protocol/incident.ts';
import { saveMeta } from '../store/write/meta.ts';
import { loadChannels } from '../sync/load-channels.ts';
import { troubleOf } from '../sync/trouble.ts';
import type { Account, Trouble } from './device.ts';
import type { Told } from './told-by-office.ts';

/** A page of reports, newest first, before the one of that number. The newest own ones are kept. */
export async function loadIncidents(
  { context, store }: Account,
  whose: Whose,
  before?: string,
): Promise<Told<Incident>> {
  try {
    const told = readIncidents(await context.ask('get', incidentsRequest(whose, before)));
    if (whose === 'own' && before === undefined) await saveMeta(store, 'incidents', told);
    return { told };
  } catch (error) {
    return { trouble: troubleOf(error) };
  }
}

/** The report of that number, as one. */
export function loadIncident({ context }: Account, reference: string): Promise<Told<Incident>> {
  return context.ask('get', incidentRequest(reference)).then(
    (answer) => ({ told: readIncidents(answer) }),
    (error) => ({ trouble: troubleOf(error) }),
  );
}

/** The person has seen what was said about a report of theirs. */
export async function seeIncident(
  account: Account,
  { reference, updated }: Incident,
): Promise<Trouble | null> {
  const { context } = account;
  try {
    await context.ask('set', incidentSeenRequest(reference, updated));
    await loadIncidents(account, 'own');
    await loadChannels(context); // with them comes how many are left
    return null;
  } catch (error) {
    return troubleOf(error);
  }
}
