import type { Parcel } from '../service/send-on.ts';

/** What an e-mail says of a report, in English: those who get it are an office. */
export function incidentMail(
  { incident, channelTitle, photo }: Parcel,
  publicUrl: string,
): { readonly subject: string; readonly text: string } {
  const { reference, about, text, place, account, author, at } = incident;
  const kind = about.replace(/-/g, ' ');
  const facts: readonly (readonly [string, string])[] = [
    ['Number', reference],
    ['About', kind],
    ['Place', [place, channelTitle].filter(Boolean).join(' · ')],
    ['Account', account],
    ['Reported', `${at} by ${author}`],
    ['Photo', photo ? photo.alt || 'attached' : ''],
  ];
  const lines = facts.filter(([, value]) => value !== '').map((fact) => fact.join(': '));
  return {
    subject: `[${reference}] ${kind}: ${firstWords(text)}`,
    text: `${text}\n\n${lines.join('\n')}\n\nAnswer it here: ${publicUrl}/desk/${reference}\n`,
  };
}

/** Enough to tell one from another in a list of e-mails. */
function firstWords(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 60 ? `${[...line].slice(0, 59).join('')}…` : line;
}
