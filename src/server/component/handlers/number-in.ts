import { badRequest } from '../../service/refusal.ts';

/** The whole number in an attribute. Throws where there is none, or one too long to be exact. */
export function numberIn(text: string | undefined): number {
  if (text === undefined || !/^\d{1,15}$/.test(text)) throw badRequest();
  return Number(text);
}
